import type pg from "pg";
import { documentNumber, keyOf, type SearchFilters, type SearchHit } from "../engine.ts";
import { lookUp } from "../postgres/lexemes.server.ts";
import { distinctWords } from "../question.ts";
import { plainWords } from "../words.ts";
import type { AskedEngine } from "./evaluate.server.ts";

/** What other forums do, on the same documents: what a better search is measured against. */
export function baselines(pool: pg.Pool): Record<string, AskedEngine> {
  return { "title LIKE": asEngine(pool, byTitle), "any word, ts_rank": asEngine(pool, byRank) };
}

interface Asked {
  text: string;
  filters?: SearchFilters;
  limit: number;
}
type Way = (pool: pg.Pool, text: string) => Promise<{ where: string; order: string; value: string }>;

/** The title holds what was typed, the newest first. */
const byTitle: Way = async (_pool, text) => ({
  where: "title ILIKE $1",
  order: "created_at",
  value: `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`,
});

/** Any of the words, by Postgres' own ranking. */
const byRank: Way = async (pool, text) => {
  const { lexemes } = await lookUp(pool, distinctWords(plainWords(text)), []);
  const value = lexemes.map(({ lexeme }) => `'${lexeme.replaceAll("'", "''")}'`).join(" | ");
  return { where: "vector @@ $1::tsquery", order: "ts_rank(vector, $1::tsquery)", value };
};

function asEngine(pool: pg.Pool, way: Way): AskedEngine {
  const ask = async ({ text, filters, limit }: Asked): Promise<SearchHit[]> => {
    const { where, order, value } = await way(pool, text);
    if (value === "") return [];
    const { rows } = await pool.query<{ document: number }>(
      `SELECT document FROM search.document WHERE ${where} AND ($2::timestamptz IS NULL OR created_at < $2)
       AND ($3::int[] IS NULL OR document = ANY ($3)) ORDER BY ${order} DESC, document DESC LIMIT $4`,
      [value, filters?.createdBefore ?? null, filters?.only?.map(documentNumber) ?? null, limit],
    );
    return rows.map(({ document }) => ({ ...keyOf(document), score: 0, coverage: 0 }));
  };
  return {
    query: async (question) => ({ hits: await ask(question) }),
    similar: ({ title, text, ...question }) => ask({ ...question, text: `${title} ${text}` }),
  };
}
