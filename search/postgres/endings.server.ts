import { formsOf } from "../words.ts";
import { type IndexStats, type Lexeme, type LexemeSet, lookUp } from "./lexemes.server.ts";
import { ranking } from "./ranking.ts";
import { LARGE, Remembered } from "./remembered.ts";
import type { Queryable } from "./store.server.ts";

/** Words that begin with each of these, the most common ones. */
export async function endingsOf(
  db: Queryable,
  prefixes: readonly string[],
  most: number,
  { all }: Pick<IndexStats, "all">,
): Promise<Ending[]> {
  const forms = [...new Set(prefixes.flatMap(formsOf))];
  const found = new Map(forms.map((form) => [form, remembered.get(db, `${most} ${form}`)]));
  const asked = forms.filter((form) => !found.get(form));
  const read = await readEndings(db, asked, most);
  for (const form of asked) {
    const words = read.filter(({ prefix }) => prefix === form).map(({ word }) => word);
    found.set(form, words);
    if (all >= LARGE && words.length === most) remembered.set(db, `${most} ${form}`, words);
  }
  return prefixes.flatMap((prefix) =>
    formsOf(prefix).flatMap((form) => found.get(form)?.map((word) => ({ prefix, word })) ?? []),
  );
}

/** As many as were asked for: a word that is new to the index is none of the most common. */
const remembered = new Remembered<string[]>(30);

async function readEndings(db: Queryable, prefixes: readonly string[], most: number): Promise<Ending[]> {
  if (prefixes.length === 0) return [];
  const { rows } = await db.query<Ending>({ name: "search endings", text: ENDINGS, values: [prefixes, most] });
  return rows;
}

interface Ending {
  prefix: string;
  word: string;
}

// No character comes after U+10FFFF, so the range is that of a prefix, told while the query runs.
const ENDINGS = `
SELECT asked.prefix, longer.word FROM unnest((SELECT $1::text[])) AS asked (prefix), LATERAL (
  SELECT word FROM search.word WHERE word ~>=~ asked.prefix AND word ~<~ (asked.prefix || U&'\\+10FFFF')
  ORDER BY documents DESC, word LIMIT (SELECT $2::int)
) AS longer`;

/** Languages that write several words as one: "Drucker" is in "Druckertreiber". */
const COMPOUNDING: readonly string[] = ["german", "dutch"];
const SHORTEST = 4;
const SHORTEST_COMPOUNDED = 5;
const MOST_WORDS = 5;
const MOST_ENDINGS = 8;

/**
 * Adds what begins with a word, at less than its weight: where nothing holds the word itself, and in languages that
 * write words as one.
 */
export async function withEndings(db: Queryable, set: LexemeSet): Promise<LexemeSet> {
  const compounding = COMPOUNDING.filter((language) => set.languages.includes(language));
  const prefixes = [
    ...set.unknown.filter((word) => word.length >= SHORTEST),
    ...(compounding.length > 0 ? knownWords(set, SHORTEST_COMPOUNDED) : []),
  ].slice(0, MOST_WORDS);
  const endings = (await endingsOf(db, prefixes, MOST_ENDINGS, set)).filter(({ prefix, word }) => prefix !== word);
  if (endings.length === 0) return set;
  const found = await lookUp(db, [...new Set(endings.map(({ word }) => word))], [], set);
  const added = found.lexemes.flatMap((lexeme) => {
    const prefix = endings.find(({ word }) => word === lexeme.word)?.prefix ?? "";
    return isUseful(lexeme, prefix, set) ? [{ ...lexeme, weight: weightOf(lexeme, prefix, set) }] : [];
  });
  const completed = new Set(added.length > 0 ? endings.map(({ prefix }) => prefix) : []);
  const unknown = set.unknown.filter((word) => !completed.has(word));
  return { ...set, lexemes: [...set.lexemes, ...added], unknown };
}

const knownWords = ({ lexemes }: LexemeSet, shortest: number) => [
  ...new Set(lexemes.map(({ word }) => word).filter((word) => word.length >= shortest && !/\d/.test(word))),
];

function isUseful({ hash, language }: Lexeme, prefix: string, { lexemes, unknown }: LexemeSet) {
  if (lexemes.some((known) => known.hash === hash)) return false;
  return unknown.includes(prefix) || COMPOUNDING.includes(language);
}

function weightOf({ weight }: Lexeme, prefix: string, { lexemes, heaviest }: LexemeSet) {
  const own = lexemes.filter(({ word }) => word === prefix).map((lexeme) => lexeme.weight);
  return Math.min(weight, own.length > 0 ? Math.max(...own) : heaviest) * ranking.ending;
}
