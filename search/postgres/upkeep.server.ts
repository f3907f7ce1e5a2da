import type pg from "pg";
import { inTransaction } from "../transaction.server.ts";
import { IN_TITLE } from "./prepare.ts";
import type { IndexSchema, Queryable } from "./store.server.ts";

/**
 * Counts in how many documents each lexeme stands. Reads every posting (about one second for four million), so it runs
 * now and then, in no writer's transaction; only counts that changed are written.
 */
export async function recount(db: Queryable, schema: IndexSchema = "search") {
  await db.query(`WITH counted AS MATERIALIZED (
      SELECT lexeme, count(*)::int AS documents, (count(*) FILTER (WHERE ${IN_TITLE}))::int AS titles
      FROM ${schema}.posting GROUP BY lexeme
    ), gone AS (
      DELETE FROM ${schema}.frequency AS f WHERE NOT EXISTS (SELECT FROM counted WHERE counted.lexeme = f.lexeme)
    )
    INSERT INTO ${schema}.frequency AS f (lexeme, documents, titles) SELECT lexeme, documents, titles FROM counted
    ON CONFLICT (lexeme) DO UPDATE SET documents = excluded.documents, titles = excluded.titles
    WHERE f.documents <> excluded.documents OR f.titles <> excluded.titles`);
  await db.query(`UPDATE ${schema}.word SET documents = f.documents FROM ${schema}.frequency AS f
    WHERE f.lexeme = word.lexeme AND f.documents <> word.documents`);
  await countDocuments(db, schema);
}

const countDocuments = (db: Queryable, schema: IndexSchema) =>
  db.query(`UPDATE ${schema}.stats SET counted_at = now(),
    documents = (SELECT count(*) FROM ${schema}.document),
    languages = (SELECT COALESCE(array_agg(DISTINCT language), '{}') FROM ${schema}.document)`);

/** Lexemes are hashes, so these are halves. */
const HALVES = ["lexeme < 0", "lexeme >= 0"] as const;

/** Counts the postings of an index that was just loaded, in the order of their own index, by two connections. */
export async function countPostings(pool: pg.Pool, schema: IndexSchema) {
  await pool.query(`TRUNCATE ${schema}.frequency`);
  const counted = HALVES.map((half) =>
    inTransaction(pool, async (db) => {
      await db.query("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashagg', 'off', true)");
      await db.query(`INSERT INTO ${schema}.frequency (lexeme, documents, titles)
        SELECT lexeme, count(*), count(*) FILTER (WHERE ${IN_TITLE}) FROM ${schema}.posting WHERE ${half} GROUP BY lexeme`);
    }),
  );
  await Promise.all(counted);
}

/** Notes the words that were met while an index was loaded, and how many documents there are. */
export async function countWords(db: Queryable, schema: IndexSchema) {
  await db.query(`INSERT INTO ${schema}.word (word, lexeme, documents)
    SELECT DISTINCT ON (met.word) met.word, met.lexeme, COALESCE(frequency.documents, 0)
    FROM ${schema}.met_word AS met LEFT JOIN ${schema}.frequency USING (lexeme)
    ORDER BY met.word, frequency.documents DESC NULLS LAST ON CONFLICT DO NOTHING`);
  await countDocuments(db, schema);
}

/** Forgets words that stand in no document any more: they are no spelling to correct to. */
async function forgetWords(db: Queryable) {
  await db.query(
    "DELETE FROM search.word WHERE NOT EXISTS (SELECT FROM search.posting WHERE posting.lexeme = word.lexeme)",
  );
}

/** Makes a language known at once; nothing is written when it already is. */
export async function noteLanguages(db: Queryable, schema: IndexSchema, languages: readonly string[]) {
  await db.query(
    `UPDATE ${schema}.stats SET languages = ARRAY(SELECT DISTINCT unnest(languages || $1::text[])) WHERE NOT languages @> $1::text[]`,
    [[...new Set(languages)]],
  );
}

const COUNT_LOCK = 540_812_335;

/** Counts in a transaction of its own; of several processes that come at once one does, and the others go on. */
export async function recountAlone(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ locked: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS locked", [
      COUNT_LOCK,
    ]);
    if (!rows[0]?.locked) return;
    await recount(db);
    await forgetWords(db);
  });
}

/** A young index grows fast and costs nothing to count; an old one hardly changes. */
const YOUNG = 2000;
const SECONDS_UNTIL_COUNTED = { young: 5, old: 600 };

/** Sees to it that counts follow a change before long: one job for all changes until then. */
export async function queueRecount(db: Queryable) {
  await db.query(
    `SELECT graphile_worker.add_job('index', '{"recount": true}'::json, job_key := 'index:recount',
       job_key_mode := 'preserve_run_at', max_attempts := 5, run_at := now() + make_interval(secs =>
         CASE WHEN documents < ${YOUNG} THEN ${SECONDS_UNTIL_COUNTED.young} ELSE ${SECONDS_UNTIL_COUNTED.old} END))
     FROM search.stats`,
  );
}
