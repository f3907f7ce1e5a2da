import { readStats } from "./lexemes.server.ts";
import { type Stem, stemsOf } from "./stems.server.ts";
import type { Queryable } from "./store.server.ts";

/**
 * Each part (folded words with spaces between) as a tsquery: its words side by side, in any of the index's languages.
 * Parts of stop words alone mean nothing and are left out.
 */
export async function phraseQueries(db: Queryable, parts: readonly string[]): Promise<string[]> {
  if (parts.length === 0) return [];
  const { languages } = await readStats(db);
  const readings = languages.flatMap((language) => parts.map((part) => ({ part, language })));
  const queries = await Promise.all(
    readings.map(async ({ part, language }) => ({
      part,
      query: sequence(await stemsOf(db, language, part.split(" "))),
    })),
  );
  return parts.flatMap((part) => {
    const distinct = new Set(
      queries.filter((one) => one.part === part && one.query !== "").map(({ query }) => `(${query})`),
    );
    return distinct.size > 0 ? [[...distinct].join(" | ")] : [];
  });
}

/** Stop words leave a gap that is counted: "out of paper" is out, any word, paper. */
function sequence(stems: readonly (Stem | null)[]) {
  let text = "";
  let last = 0;
  stems.forEach((stem, at) => {
    if (!stem) return;
    text += `${text === "" ? "" : ` <${at - last}> `}'${stem.lexeme}'`;
    last = at;
  });
  return text;
}
