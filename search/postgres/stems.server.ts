import type { Queryable } from "./store.server.ts";

/** What a word becomes in the index: its stem, and the hash by which postings know it (a bigint, as Postgres writes it). */
export interface Stem {
  word: string;
  lexeme: string;
  hash: string;
}

/** A language's words; null stands for a stop word. Under RAW stand names as they are. */
export type Dictionary = Map<string, Stem | null>;
export const RAW = "raw";

/** About 30 MB. A vocabulary in use is smaller; what only an import brings leaves again. */
const MOST_KEPT = 150_000;

let dictionaries = new Map<string, Dictionary>();
let kept = 0;

/**
 * The dictionary of a language, in which `learn` puts what is missing. Each word is looked up once a process, by Postgres'
 * own dictionaries: taking texts apart here and asking for new words only is several times faster than having the
 * database parse every text.
 */
export function dictionaryOf(language: string): Dictionary {
  const found = dictionaries.get(language) ?? new Map();
  dictionaries.set(language, found);
  return found;
}

/** Asks the database for words, by language, that the dictionaries lack. */
export async function learn(db: Queryable, missing: ReadonlyMap<string, ReadonlySet<string>>) {
  const asked = [...missing].flatMap(([language, words]) => [...words].map((word) => ({ language, word })));
  if (asked.length === 0) return;
  const { rows } = await db.query<Stem & { language: string }>({
    name: "search stems",
    text: STEMS,
    values: [asked.map(({ language }) => language), asked.map(({ word }) => word)],
  });
  for (const { language, word, lexeme, hash } of rows) {
    dictionaryOf(language).set(word, lexeme === null ? null : { word, lexeme, hash });
  }
  kept += rows.length;
}

/** Forgets all words when they have become too many; whoever holds a dictionary keeps it. */
export function forgetWhenFull() {
  if (kept < MOST_KEPT) return;
  dictionaries = new Map();
  kept = 0;
}

/** The stems of a few words in a language, in their order; null for stop words. */
export async function stemsOf(db: Queryable, language: string, words: readonly string[]): Promise<(Stem | null)[]> {
  const dictionary = dictionaryOf(language);
  await learn(db, new Map([[language, new Set(words.filter((word) => !dictionary.has(word)))]]));
  return words.map((word) => dictionary.get(word) ?? dictionaryOf(language).get(word) ?? null);
}

// A word with a digit is a name: stems are for words.
const STEMS = `
SELECT asked.language, asked.word, stem.lexeme, hashtextextended(stem.lexeme, 0)::text AS hash
FROM unnest($1::text[], $2::text[]) AS asked (language, word), LATERAL (
  SELECT CASE WHEN asked.language IN ('raw', 'simple') OR asked.word ~ '[0-9]' THEN asked.word
    ELSE (ts_lexize((asked.language || '_stem')::regdictionary, asked.word))[1] END AS lexeme
) AS stem`;
