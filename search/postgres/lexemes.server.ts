import { identifierLexeme } from "./prepare.ts";
import { ranking, rarity } from "./ranking.ts";
import type { Queryable } from "./store.server.ts";

/** Something to look for: a word in one language's stem, or a name whole. */
export interface Lexeme {
  /** The word it came from; a name is its own. */
  word: string;
  lexeme: string;
  /** The hash by which postings know it, as Postgres writes a bigint. */
  hash: string;
  /** In how many documents it stands; 0 when in none. */
  documents: number;
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
}

/** Looks words and names up in the vocabulary and weighs each by how rare it is. */
export async function lookUp(db: Queryable, words: readonly string[], names: readonly string[]): Promise<LexemeSet> {
  const { rows } = await db.query<Row>({
    name: "search lexemes",
    text: LOOK_UP,
    values: [words, names.map(identifierLexeme)],
  });
  const all = rows[0]?.all ?? 0;
  const found = rows.filter(isLexeme).map((row) => ({ ...row, weight: rarity(row.documents, all) }));
  return { ...sortOut(found), all };
}

type Row = { all: number } & (Omit<Lexeme, "weight"> | { word: null });
const isLexeme = (row: Row): row is { all: number } & Omit<Lexeme, "weight"> => row.word !== null;

/** A word is known when any language's stem of it is; of an unknown one only the weight it leaves unmatched is kept. */
function sortOut(found: readonly Lexeme[]) {
  const byWord = new Map<string, Lexeme[]>();
  for (const lexeme of found) byWord.set(lexeme.word, [...(byWord.get(lexeme.word) ?? []), lexeme]);
  const unknown: string[] = [];
  const lexemes = new Map<string, Lexeme>();
  let total = 0;
  for (const [word, variants] of byWord) {
    total += Math.max(...variants.map(({ weight }) => weight));
    const known = variants.filter(({ documents }) => documents > 0);
    if (known.length === 0 && !word.startsWith("=")) unknown.push(word);
    for (const lexeme of known) lexemes.set(lexeme.hash, lexeme);
  }
  return { lexemes: [...lexemes.values()], unknown, total };
}

/** The lexemes worth ranking by: the heaviest, without those that nearly every document holds. */
export function choose(lexemes: readonly Lexeme[], all: number, most: number): Lexeme[] {
  const limit = all < ranking.smallCollection ? all : all * ranking.commonShare;
  const rare = lexemes.filter(({ documents }) => documents <= limit);
  return [...(rare.length > 0 ? rare : lexemes)].sort((a, b) => b.weight - a.weight).slice(0, most);
}

// Frequencies are counted now and then: a lexeme that is newer than the count is counted here, up to a bound.
const LOOK_UP = `
SELECT stats.documents AS all, given.word, given.lexeme, given.hash::text AS hash,
  COALESCE(frequency.documents, (
    SELECT count(*) FROM (SELECT FROM search.posting WHERE posting.lexeme = given.hash LIMIT 50) AS newer
  ))::int AS documents
FROM search.stats
LEFT JOIN LATERAL (
  SELECT DISTINCT ON (asked.number, parsed.lexeme) asked.word, parsed.lexeme, hashtextextended(parsed.lexeme, 0) AS hash
  FROM unnest($1::text[]) WITH ORDINALITY AS asked (word, number), unnest(stats.languages) AS language,
    unnest(tsvector_to_array(to_tsvector(language::regconfig, asked.word))) AS parsed (lexeme)
  UNION ALL
  SELECT name, name, hashtextextended(name, 0) FROM unnest($2::text[]) AS name
) AS given ON true
LEFT JOIN search.frequency ON frequency.lexeme = given.hash`;
