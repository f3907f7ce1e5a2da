import type { Queryable } from "./store.server.ts";

/** What a word becomes in the index: its stem, and the hash by which postings know it (a bigint, as Postgres writes it). */
export interface Stem {
  lexeme: string;
  hash: string;
}

/** Stems by language and word; null for a stop word. `raw` takes names as they are. */
export type StemLookup = (language: string, word: string) => Stem | null;
export type WantedWords = ReadonlyMap<string, ReadonlySet<string>>;
export const RAW = "raw";

type Known = Map<string, Map<string, Stem | null>>;

/** About 25 MB. A vocabulary in use is smaller; what only an import brings leaves again. */
const MOST_KEPT = 150_000;

let known: Known = new Map();
let kept = 0;

/**
 * The stems of words by Postgres' own dictionaries, each looked up once a process: taking texts apart here and asking
 * for new words only is several times faster than having the database parse every text.
 */
export async function stemsOf(db: Queryable, wanted: WantedWords): Promise<StemLookup> {
  if (kept > MOST_KEPT) {
    known = new Map(); // whoever still reads the old one keeps it
    kept = 0;
  }
  const mine = known;
  const missing = [...wanted].flatMap(([language, words]) =>
    [...words].filter((word) => !mine.get(language)?.has(word)).map((word) => ({ language, word })),
  );
  if (missing.length > 0) await learn(db, mine, missing);
  return (language, word) => mine.get(language)?.get(word) ?? null;
}

async function learn(db: Queryable, into: Known, missing: readonly { language: string; word: string }[]) {
  const { rows } = await db.query<{ language: string; word: string; lexeme: string | null; hash: string | null }>({
    name: "search stems",
    text: STEMS,
    values: [missing.map(({ language }) => language), missing.map(({ word }) => word)],
  });
  for (const { language, word, lexeme, hash } of rows) {
    const words = into.get(language) ?? new Map<string, Stem | null>();
    into.set(language, words.set(word, lexeme !== null && hash !== null ? { lexeme, hash } : null));
  }
  kept += rows.length;
}

// A word with a digit is a name: stems are for words.
const STEMS = `
SELECT asked.language, asked.word, stem.lexeme, hashtextextended(stem.lexeme, 0)::text AS hash
FROM unnest($1::text[], $2::text[]) AS asked (language, word), LATERAL (
  SELECT CASE WHEN asked.language IN ('raw', 'simple') OR asked.word ~ '[0-9]' THEN asked.word
    ELSE (ts_lexize((asked.language || '_stem')::regdictionary, asked.word))[1] END AS lexeme
) AS stem`;
