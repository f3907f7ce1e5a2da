import { hashOf } from "../hash.ts";
import { isName } from "./prepare.ts";
import type { Queryable } from "./store.server.ts";

/**
 * What a word becomes in the index: its stem, and the number by which postings know it. The number is of one language:
 * the German "print" of "Printer" is not the English one of "prints".
 */
export interface Stem {
  word: string;
  language: string;
  lexeme: string;
  hash: number;
}

/** A language's words; null stands for a stop word. */
export type Dictionary = Map<string, Stem | null>;

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
  const { rows } = await db.query<{ language: string; word: string; lexeme: string | null }>({
    name: "search stems",
    text: STEMS,
    values: [asked.map(({ language }) => language), asked.map(({ word }) => word)],
  });
  for (const { language, word, lexeme } of rows) {
    dictionaryOf(language).set(
      word,
      lexeme === null ? null : { word, language, lexeme, hash: hashOfLexeme(language, lexeme) },
    );
  }
  kept += rows.length;
}

/** Forgets all words when they have become too many; whoever holds a dictionary keeps it. */
export function forgetWhenFull() {
  if (kept < MOST_KEPT) return;
  dictionaries = new Map();
  kept = 0;
}

/** The stems of a few words in each of some languages, in the words' order; null for stop words. */
export async function stemsOf(
  db: Queryable,
  languages: readonly string[],
  words: readonly string[],
): Promise<(Stem | null)[][]> {
  const known = languages.map(dictionaryOf);
  const missing = (at: number) => new Set(words.filter((word) => !known[at]?.has(word)));
  await learn(db, new Map(languages.map((language, at) => [language, missing(at)])));
  return languages.map((language, at) =>
    words.map((word) => known[at]?.get(word) ?? dictionaryOf(language).get(word) ?? null),
  );
}

/** A name stands for itself. */
export const stemOfName = (name: string): Stem => ({ word: name, language: "", lexeme: name, hash: hashOf(name) });

/** The number of a lexeme in a document of a language. */
export const hashOfLexeme = (language: string, lexeme: string) =>
  isName(lexeme) ? hashOf(lexeme) : hashOf(`${language} ${lexeme}`);

// A word with a digit is a name: stems are for words. Without its marks "für" is "fur": so is "fuer", but "neue" stays.
const STEMS = `
SELECT asked.language, asked.word, CASE WHEN asked.language = 'simple' OR asked.word ~ '[0-9]' THEN asked.word
  WHEN asked.language = 'german' THEN
    (ts_lexize('german_stem', regexp_replace(asked.word, '(?<![aeiouyq])([aou])e', '\\1', 'g')))[1]
  ELSE (ts_lexize((asked.language || '_stem')::regdictionary, asked.word))[1] END AS lexeme
FROM unnest($1::text[], $2::text[]) AS asked (language, word)`;
