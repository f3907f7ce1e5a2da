import { hashOf } from "../hash.ts";
import { fold, inOneAlphabet } from "../words.ts";
import { bulgarianStem } from "./bulgarian.ts";
import { type Field, isName, isSpelled } from "./prepare.ts";
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

/** A word that was met: what it becomes is null for a stop word, and not known yet until it was learned. */
export type Word = Omit<Stem, "lexeme"> & { lexeme: string | null | undefined };

/** About 30 MB. A vocabulary in use is smaller; what only an import brings leaves again. */
const MOST_KEPT = 150_000;

/**
 * The words that were met, by language. Each is looked up once, by Postgres' own dictionaries: taking texts apart here and
 * asking for new words only is several times faster than having the database parse every text.
 */
export class Dictionaries {
  #languages = new Map<string, Map<string, Word>>();
  #names = new Map<string, Stem>();
  #kept = 0;
  #missing = new Set<Word>();

  /** The stems of words in their order. Those never met before have none until `learn` is done. */
  lookUp(language: string, words: readonly string[]): Word[] {
    const known = this.#dictionaryOf(language);
    return words.map((word) => {
      const found = known.get(word) ?? this.#meet(known, language, word);
      if (found.lexeme === undefined) this.#missing.add(found);
      return found;
    });
  }

  /** A name stands for itself. */
  name(name: string): Stem {
    const known = this.#names.get(name);
    if (known) return known;
    const stem = stemOfName(name);
    this.#names.set(name, stem);
    this.#kept++;
    return stem;
  }

  /** Asks the database for the words that were met since; gives those that are no stop words. */
  async learn(db: Queryable): Promise<Stem[]> {
    this.#forgetWhenFull();
    const missing = [...this.#missing];
    this.#missing.clear();
    await askFor(
      db,
      missing.filter((word) => !isOurs(word)),
    );
    for (const word of missing) {
      if (isOurs(word)) word.lexeme = bulgarianStem(word.word);
      word.hash = word.lexeme ? hashOfLexeme(word.language, word.lexeme) : 0;
    }
    return missing.filter(isMeant);
  }

  /** All words, when they have become too many; whoever holds stems keeps them. */
  #forgetWhenFull() {
    if (this.#kept < MOST_KEPT) return;
    this.#languages = new Map();
    this.#names = new Map();
    this.#kept = 0;
  }

  #dictionaryOf(language: string) {
    const found = this.#languages.get(language) ?? new Map<string, Word>();
    this.#languages.set(language, found);
    return found;
  }

  #meet(known: Map<string, Word>, language: string, word: string) {
    const met: Word = { word, language, lexeme: undefined, hash: 0 };
    known.set(word, met);
    this.#kept++;
    return met;
  }
}

/** Postgres has no Bulgarian dictionary. */
const isOurs = ({ language, word }: Word) => language === "bulgarian" && !HAS_DIGIT.test(word);

async function askFor(db: Queryable, words: readonly Word[]) {
  if (words.length === 0) return;
  const { rows } = await db.query<{ lexeme: string | null }>({
    name: "search stems",
    text: STEMS,
    values: [words.map(({ language }) => language), words.map(({ word }) => word)],
  });
  words.forEach((word, at) => {
    word.lexeme = fold(rows[at]?.lexeme ?? "") || null; // in one alphabet, as texts are where it is looked for
  });
}

/** Whether a word that was learned is no stop word. */
export const isMeant = (word: Word): word is Stem => typeof word.lexeme === "string";

const SHORTEST_WRITTEN = 3;

/** Whether typing errors are corrected to a word. With a digit it is a name in a title, and noise in a log. */
export const isWritten = ({ word }: Stem, field: Field): boolean =>
  word.length >= SHORTEST_WRITTEN && (field === "title" || !HAS_DIGIT.test(word));

const HAS_DIGIT = /\d/;

/** Those of questions and of changes. */
export const dictionaries = new Dictionaries();

/** The stems of a few words in each of some languages, in the words' order; null for stop words. */
export async function stemsOf(
  db: Queryable,
  languages: readonly string[],
  words: readonly string[],
): Promise<(Stem | null)[][]> {
  const inLatin = words.map(inOneAlphabet);
  const found = languages.map((language) => dictionaries.lookUp(language, isSpelled(language) ? words : inLatin));
  await dictionaries.learn(db);
  return found.map((ofLanguage) =>
    ofLanguage.map((stem, at) => (isMeant(stem) ? { ...stem, word: words[at] ?? stem.word } : null)),
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
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (language, word, place) ORDER BY asked.place`;
