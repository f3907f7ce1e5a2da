import type { SearchFilters } from "../engine.ts";
import { hashOf } from "../hash.ts";
import { authorLexeme, tagLexeme } from "./prepare.ts";

type Add = (value: unknown, type: string) => string;

interface Narrowing {
  filters: SearchFilters;
}

/** Tags and the author stand in the index as lexemes: what carries all of those asked for, as the beginning of a WITH. */
export function narrowed({ filters }: Narrowing, add: Add): string {
  const lexemes = lexemesOf(filters).map(hashOf);
  if (lexemes.length === 0) return "";
  return `narrowed AS MATERIALIZED (
    SELECT document FROM search.posting WHERE lexeme = ANY (${add(lexemes, "bigint[]")})
    GROUP BY document HAVING count(*) = ${lexemes.length}
  ), `;
}

/** Joins what `narrowed` has found to postings `p`. */
export const inNarrowed = ({ filters }: Narrowing): string =>
  lexemesOf(filters).length === 0 ? "" : "JOIN narrowed ON narrowed.document = p.document";

const lexemesOf = ({ tags = [], author }: SearchFilters) => [
  ...new Set([...tags.map(tagLexeme), ...(author === undefined ? [] : [authorLexeme(author)])]),
];
