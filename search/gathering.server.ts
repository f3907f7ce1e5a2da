import { pool } from "../app/platform/db.server.ts";
import { keyOf, type SearchKey } from "./engine.ts";
import type { Queryable } from "./postgres/store.server.ts";

/** Threads whose own jobs were waiting, and that another job has taken along. */
export interface Gathered {
  key: SearchKey;
  /** When it was noted: a note made since is another's. */
  notedAt: string;
}

const MOST = 200;
/** What is older was left by a job that failed or was killed. */
const LEFT_AFTER = "30 seconds";
/** Looks for such, however quiet the forum is by then. */
const LOOKED_FOR_AFTER = "1 minute";

/**
 * Takes along threads that wait to be indexed, so that many changes at once are written in batches and not one by one.
 * Their jobs end here, in the commit that notes the threads: what a job killed on the way leaves noted is found by the
 * next one. The commit is short, since a verb that queues the same thread waits for it.
 */
export async function gatherWaiting(): Promise<Gathered[]> {
  const { rows } = await pool.query<{ document: number; notedAt: string }>({ name: "search gather", text: GATHER });
  return rows.map(({ document, notedAt }) => ({ key: keyOf(document), notedAt }));
}

const GATHER = `
WITH waiting AS MATERIALIZED (
  SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'index' AND key LIKE 'index:thread:%'
    AND locked_at IS NULL AND run_at <= now() ORDER BY id LIMIT ${MOST}
), taken AS MATERIALIZED (
  SELECT DISTINCT substring(job.key FROM '[0-9]+$')::int AS document
  FROM graphile_worker.complete_jobs(ARRAY(SELECT id FROM waiting)) AS job
), left_over AS (
  SELECT document FROM "SearchChange" WHERE engine = 'gathered' AND "changedAt" < now() - interval '${LEFT_AFTER}'
  ORDER BY document LIMIT ${MOST}
), noted AS (
  INSERT INTO "SearchChange" (engine, document)
  SELECT 'gathered', document FROM (SELECT document FROM taken UNION SELECT document FROM left_over) AS found
  WHERE document > 0 ORDER BY document
  ON CONFLICT (engine, document) DO UPDATE SET "changedAt" = clock_timestamp()
  RETURNING document, "changedAt"::text AS "notedAt"
), guard AS MATERIALIZED (
  SELECT graphile_worker.add_job('index', '{"gather": true}'::json, job_key := 'index:gather', max_attempts := 25,
    job_key_mode := 'preserve_run_at', run_at := now() + interval '${LOOKED_FOR_AFTER}') FROM (SELECT FROM taken LIMIT 1) AS one
)
SELECT document, "notedAt", (SELECT count(*) FROM guard) AS guards FROM noted`;

/** Forgets the notes of threads that are written, in the commit that writes them. */
export async function forgetGathered(db: Queryable, gathered: readonly Gathered[]) {
  if (gathered.length === 0) return;
  await db.query(
    `DELETE FROM "SearchChange" AS noted USING unnest($1::int[], $2::timestamptz[]) AS done (document, "changedAt")
     WHERE noted.engine = 'gathered' AND noted.document = done.document AND noted."changedAt" = done."changedAt"`,
    [gathered.map(({ key }) => key.id), gathered.map(({ notedAt }) => notedAt)],
  );
}
