import type { IndexSchema, Queryable } from "./store.server.ts";

/**
 * Counts in how many documents each lexeme stands, and forgets words that stand in none. Reads every posting (about
 * one second for four million), so it runs now and then, in no writer's transaction; only counts that changed are written.
 */
export async function recount(db: Queryable, schema: IndexSchema = "search") {
  await db.query(`WITH counted AS MATERIALIZED (
      SELECT lexeme, count(*)::int AS documents FROM ${schema}.posting GROUP BY lexeme
    ), gone AS (
      DELETE FROM ${schema}.frequency AS f WHERE NOT EXISTS (SELECT FROM counted WHERE counted.lexeme = f.lexeme)
    )
    INSERT INTO ${schema}.frequency AS f (lexeme, documents) SELECT lexeme, documents FROM counted
    ON CONFLICT (lexeme) DO UPDATE SET documents = excluded.documents WHERE f.documents <> excluded.documents`);
  await db.query(
    `DELETE FROM ${schema}.word WHERE NOT EXISTS (SELECT FROM ${schema}.posting WHERE posting.lexeme = word.lexeme)`,
  );
  await db.query(`UPDATE ${schema}.stats SET counted_at = now(),
    documents = (SELECT count(*) FROM ${schema}.document),
    languages = (SELECT COALESCE(array_agg(DISTINCT language), '{}') FROM ${schema}.document)`);
}

/** Makes a language known at once; nothing is written when it already is. */
export async function noteLanguages(db: Queryable, schema: IndexSchema, languages: readonly string[]) {
  await db.query(
    `UPDATE ${schema}.stats SET languages = ARRAY(SELECT DISTINCT unnest(languages || $1::text[])) WHERE NOT languages @> $1::text[]`,
    [[...new Set(languages)]],
  );
}
