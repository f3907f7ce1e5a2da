import { type Stem, stemsOf } from "./stems.server.ts";
import type { Queryable } from "./store.server.ts";

/** A phrase as documents of one language hold it: a tsquery. */
export interface PhraseReading {
  language: string;
  query: string;
}

/**
 * Each part (folded words with spaces between) as its words side by side, in each of the index's languages. Parts of
 * stop words alone mean nothing and are left out. In titles they are looked for in titles alone.
 */
export async function phraseReadings(
  db: Queryable,
  languages: readonly string[],
  parts: readonly string[],
  inTitle?: true,
): Promise<PhraseReading[][]> {
  const found = await Promise.all(
    parts.map(async (part) => {
      const stems = await stemsOf(db, languages, part.split(" "));
      return languages.map((language, at) => ({ language, query: sequence(stems[at] ?? [], inTitle ? ":A" : "") }));
    }),
  );
  return found
    .map((readings) => readings.filter(({ query }) => query !== ""))
    .filter((readings) => readings.length > 0);
}

/** Stop words leave a gap that is counted: "out of paper" is out, any word, paper. */
function sequence(stems: readonly (Stem | null)[], field: string) {
  let text = "";
  let last = 0;
  stems.forEach((stem, at) => {
    if (!stem) return;
    text += `${text === "" ? "" : ` <${at - last}> `}'${stem.lexeme}'${field}`;
    last = at;
  });
  return text;
}
