import { setTimeout } from "node:timers/promises";
import { pool } from "../app/platform/db.server.ts";
import { loadDocuments, relatedKeys } from "./documents.server.ts";
import { documentNumber, type SearchEngine, type SearchKey } from "./engine.ts";
import { meilisearchEngine } from "./engines.server.ts";
import { forgetGathered, type Gathered, gatherWaiting } from "./gathering.server.ts";
import { restAskedFor } from "./meilisearch/errors.server.ts";
import { flush } from "./meilisearch/flush.server.ts";
import type { Queryable } from "./postgres/store.server.ts";
import { queueRecount, recountAlone } from "./postgres/upkeep.server.ts";
import { refresh } from "./postgres/write.server.ts";
import { ReindexRunning, reindex } from "./reindex.server.ts";

const BATCH = 50;
/** So many times as long as a turn took. */
const REST = 3;
const REST_MAX_MS = 1_000;

/**
 * Brings what is found of a thread or an answer in step with its row as it is now, and with it the threads that wait for
 * the same.
 */
export async function bringInStep(key: SearchKey): Promise<void> {
  await inTurn(async () => {
    const related = key.kind === "answer" ? await relatedKeys(pool, key) : [];
    await bringAllInStep([key, ...related], await gatherWaiting());
  });
}

/** The same for what another job was about to bring in step when it was killed. */
export const bringLeftInStep = (): Promise<void> => inTurn(async () => bringAllInStep([], await gatherWaiting()));

let rested: Promise<unknown> = Promise.resolve();

/**
 * One job of this process after the other, with a rest between: where many write at once, their changes gather meanwhile
 * and cost one batch, and whoever writes has the machine.
 */
async function inTurn(work: () => Promise<void>) {
  const before = rested;
  let rest = (_: number) => {};
  rested = new Promise<number>((resolve) => {
    rest = resolve;
  }).then((ms) => setTimeout(ms, undefined, { ref: false }));
  await before;
  const began = performance.now();
  await work().finally(() => rest(Math.min(REST_MAX_MS, (performance.now() - began) * REST)));
}

async function bringAllInStep(own: readonly SearchKey[], gathered: readonly Gathered[]) {
  const keys = uniqueKeys([...own, ...gathered.map(({ key }) => key)]);
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH);
    const written = new Set(batch.map(documentNumber));
    await refresh(
      pool,
      batch,
      (db) => loadDocuments(db, batch),
      async (db) => {
        await queueWhatFollows(db, batch);
        await forgetGathered(
          db,
          gathered.filter((one) => written.has(documentNumber(one.key))),
        );
      },
    );
  }
}

const uniqueKeys = (keys: readonly SearchKey[]) => [...new Map(keys.map((key) => [documentNumber(key), key])).values()];

/** Counts words anew, some time after changes. */
export const countWordsAnew = (): Promise<void> => recountAlone(pool);

/** Reads everything anew, for some engines or for all, unless another process is at it. */
export async function readAllAnew(of?: readonly SearchEngine[]): Promise<void> {
  try {
    await reindex({ of });
  } catch (error) {
    if (!(error instanceof ReindexRunning)) throw error;
  }
}

/** Tells Meilisearch, where there is one, of what has changed; one without an index of this release gets a new one. */
export async function flushChanges(engine = meilisearchEngine()): Promise<void> {
  if (!engine || Date.now() < restsUntil) return;
  try {
    if (!(await engine.isBuilt())) await readAllAnew([engine]);
    if (await engine.isBuilt()) await flush(engine);
  } catch (error) {
    restsUntil = Date.now() + restAskedFor(error);
    throw new Error(engine.describe(error)); // the job's error is shown to people: without causes, which hold keys
  }
}

/** A server that names a time is left alone until then; the job is there again every minute. */
let restsUntil = 0;

async function queueWhatFollows(db: Queryable, keys: readonly SearchKey[]) {
  await queueRecount(db);
  await noteForMeilisearch(db, keys);
}

/**
 * Changes gather for a second and go together; the job is queued in the commit that notes them. A queue of their own: one
 * worker at a time waits for Meilisearch, and the others are there for everything else.
 */
async function noteForMeilisearch(db: Queryable, keys: readonly SearchKey[]) {
  if (!meilisearchEngine()) return;
  await db.query(
    `INSERT INTO "SearchChange" (engine, document)
     SELECT engine, document FROM unnest($1::int[]) AS document, unnest(ARRAY['meilisearch', 'meilisearch_next']) AS engine
     WHERE engine = 'meilisearch' OR EXISTS (SELECT FROM "SearchRebuild" WHERE engine = 'meilisearch')
     ORDER BY document, engine
     ON CONFLICT (engine, document) DO UPDATE SET "changedAt" = clock_timestamp()`,
    [keys.map(documentNumber)],
  );
  await db.query(
    `SELECT graphile_worker.add_job('index', '{"flush": true}'::json, run_at := now() + interval '1 second',
       queue_name := 'meilisearch', job_key := 'index:flush', job_key_mode := 'preserve_run_at', max_attempts := 25)`,
  );
}
