import { identifierLexeme } from "./prepare.ts";
import { ranking, rarity } from "./ranking.ts";
import { LARGE, Remembered } from "./remembered.ts";
import { type Stem, stemOfName, stemsOf } from "./stems.server.ts";
import type { Queryable } from "./store.server.ts";

/** Something to look for: a word by one language's stem, or a name whole. */
export interface Lexeme extends Stem {
  /** In how many documents it stands; 0 when in none. */
  documents: number;
  /** In how many titles. */
  titles: number;
  weight: number;
}

export interface LexemeSet {
  lexemes: Lexeme[];
  /** Words that no document holds in any language, and that mean something (stop words don't). */
  unknown: string[];
  /** The weight a document would reach that held everything asked. */
  total: number;
  /** Documents in the index. */
  all: number;
  /** Of its documents. */
  languages: string[];
  /** The weight of a word that stands in none of them. */
  heaviest: number;
}

/** Looks words and names up in the vocabulary and weighs each by how rare it is. */
export async function lookUp(
  db: Queryable,
  words: readonly string[],
  names: readonly string[],
  stats?: IndexStats,
): Promise<LexemeSet> {
  const { all, languages } = stats ?? (await readStats(db));
  const asked = await stemsOfQuestion(db, languages, words, names);
  const counts = await countDocuments(db, [...new Set(asked.map(({ hash }) => hash))]);
  const counted = asked.map((stem) => ({ ...stem, ...(counts.get(stem.hash) ?? { documents: 0, titles: 0 }) }));
  return { ...sortOut(weighed(counted, all)), all, languages, heaviest: rarity(0, all) };
}

/**
 * A word is as rare as all its stems together: "is" is a stop word of English, and no rare one because few documents are
 * in a language where it means something.
 */
function weighed(counted: readonly (AskedStem & Counts)[], all: number): Lexeme[] {
  const standing = new Map<string, number>();
  for (const { word, documents } of counted) standing.set(word, (standing.get(word) ?? 0) + documents);
  return counted.map(({ isStopWord, ...stem }) => ({
    ...stem,
    weight: rarity(standing.get(stem.word) ?? 0, all) * (isStopWord ? ranking.stopWord : 1),
  }));
}

/** A stem of a word, and whether some language of the index takes the word for a stop word. */
interface AskedStem extends Stem {
  isStopWord: boolean;
}

/** How many documents the index holds, and in which languages. */
export interface IndexStats {
  all: number;
  languages: string[];
}

const STATS = "stats";
const remembered = new Remembered<IndexStats>(1);

/** Read once for a question, whatever it takes to answer it; of a large index once a second. */
export async function readStats(db: Queryable): Promise<IndexStats> {
  const known = remembered.get(db, STATS);
  if (known) return known;
  const { rows } = await db.query<IndexStats>({
    name: "search stats",
    text: `SELECT documents AS all, languages FROM search.stats`,
  });
  const [stats] = rows;
  if (stats && stats.all >= LARGE) remembered.set(db, STATS, stats);
  return stats ?? { all: 0, languages: [] };
}

/** A question may be in any of the index's languages: each of its words is looked for by every one's stem. */
async function stemsOfQuestion(
  db: Queryable,
  languages: readonly string[],
  words: readonly string[],
  names: readonly string[],
): Promise<AskedStem[]> {
  const found = await stemsOf(db, languages, words);
  const named = names.map((name) => ({ ...stemOfName(identifierLexeme(name)), isStopWord: false }));
  const ofWords = words.flatMap((_, at) => {
    const stems = found.map((ofLanguage) => ofLanguage[at]).filter((stem) => !!stem);
    return stems.map((stem) => ({ ...stem, isStopWord: stems.length < languages.length }));
  });
  return [...ofWords, ...named];
}

async function countDocuments(db: Queryable, hashes: readonly number[]): Promise<Map<number, Counts>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await db.query<Counts & { hash: number }>({
    name: "search frequencies",
    text: FREQUENCIES,
    values: [hashes],
  });
  return new Map(rows.map(({ hash, ...counts }) => [hash, counts]));
}

type Counts = Pick<Lexeme, "documents" | "titles">;

// Frequencies are counted now and then: a lexeme that is newer than the count is counted here, up to a bound.
const FREQUENCIES = `
SELECT asked.hash::float8 AS hash, COALESCE(frequency.documents, (
  SELECT count(*) FROM (SELECT FROM search.posting WHERE posting.lexeme = asked.hash LIMIT 50) AS newer
))::int AS documents, COALESCE(frequency.titles, 0) AS titles
FROM unnest($1::bigint[]) AS asked (hash) LEFT JOIN search.frequency ON frequency.lexeme = asked.hash`;

/** A word is known when any language's stem of it is; of an unknown one only the weight it leaves unmatched is kept. */
function sortOut(asked: readonly Lexeme[]) {
  const unknown: string[] = [];
  const lexemes = new Map<number, Lexeme>();
  let total = 0;
  for (const [word, variants] of byWord(asked)) {
    total += Math.max(...variants.map(({ weight }) => weight));
    const known = variants.filter(({ documents }) => documents > 0);
    if (known.length === 0 && !word.startsWith("=")) unknown.push(word);
    for (const lexeme of known) if (!lexemes.has(lexeme.hash)) lexemes.set(lexeme.hash, lexeme);
  }
  return { lexemes: [...lexemes.values()], unknown, total };
}

function byWord(lexemes: readonly Lexeme[]) {
  const found = new Map<string, Lexeme[]>();
  for (const lexeme of lexemes) found.set(lexeme.word, [...(found.get(lexeme.word) ?? []), lexeme]);
  return found;
}

/** A word weighs as much as the rarest of its stems. */
function heaviestWords(lexemes: readonly Lexeme[], most: number): Set<string> {
  const weights = new Map<string, number>();
  for (const { word, weight } of lexemes) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
  const sorted = [...weights].sort((a, b) => b[1] - a[1]).slice(0, most);
  return new Set(sorted.map(([word]) => word));
}

/** The lexemes worth ranking by: those of the heaviest words. */
export function choose(lexemes: readonly Lexeme[], most: number, required: ReadonlySet<string> = new Set()): Lexeme[] {
  const chosen = heaviestWords(lexemes, most);
  return lexemes.filter(({ word }) => chosen.has(word) || required.has(word));
}
