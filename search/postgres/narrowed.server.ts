import type { SearchFilters } from "../engine.ts";
import { hashOf } from "../hash.ts";
import { authorLexeme, tagLexeme } from "./prepare.ts";
import type { Queryable } from "./store.server.ts";

type Add = (value: unknown, type: string) => string;

/** Tags and the author stand in the index as lexemes: those that a filter asks for. */
export interface Narrowing {
  /** Few documents carry one of these: they are read whole, and nothing else of the index is. */
  few: number[];
  /** Many carry one of these: they are looked for at the best of what was found. */
  many: number[];
}

/** From here on reading all that carry a tag costs more than looking for it at candidates. */
const MANY = 2000;

/** How the tags and the author of a filter are best asked for. */
export async function narrowingOf(db: Queryable, { tags = [], author }: SearchFilters): Promise<Narrowing> {
  const lexemes = [...tags.map(tagLexeme), ...(author === undefined ? [] : [authorLexeme(author)])];
  const hashes = [...new Set(lexemes)].map(hashOf);
  if (hashes.length === 0) return { few: [], many: [] };
  const { rows } = await db.query<{ lexeme: number }>({
    name: "search many",
    text: `SELECT lexeme::float8 AS lexeme FROM search.frequency WHERE lexeme = ANY ($1::bigint[]) AND documents > ${MANY}`,
    values: [hashes],
  });
  const isMany = new Set(rows.map(({ lexeme }) => lexeme));
  return { few: hashes.filter((hash) => !isMany.has(hash)), many: hashes.filter((hash) => isMany.has(hash)) };
}

/** The documents that carry all that few do, as the beginning of a WITH. */
export function narrowed({ few }: Narrowing, add: Add): string {
  if (few.length === 0) return "";
  return `narrowed AS MATERIALIZED (
    SELECT document FROM search.posting WHERE lexeme = ANY (${add(few, "bigint[]")})
    GROUP BY document HAVING count(*) = ${few.length}
  ), `;
}

/** Joins what `narrowed` has found to postings `p`. */
export const inNarrowed = ({ few }: Narrowing): string =>
  few.length === 0 ? "" : "JOIN narrowed ON narrowed.document = p.document";

/** What a document found must carry besides. A sub-select and no join: it is asked of one after the other. */
export const carries = ({ many }: Narrowing, add: Add): string[] =>
  many.map(
    (hash) => `(SELECT true FROM search.document AS its JOIN search.posting AS carried
      ON carried.lexeme = ${add(hash, "bigint")} AND carried.category = its.category AND carried.document = its.document
      WHERE its.document = hit.document)`,
  );
