import { pool } from "../../app/platform/db.server.ts";
import { loadDocuments } from "../documents.server.ts";
import { documentNumber, keyOf, type SearchKey } from "../engine.ts";
import { inTransaction } from "../transaction.server.ts";
import type { MeilisearchEngine } from "./engine.server.ts";
import { FLUSH_LOCK } from "./rebuild.server.ts";

/** One task for many documents: one for each is Meilisearch's classic way to fall behind. */
const BATCH = 500;

/** Tells Meilisearch of what has changed since it was last told. Throws when it could not, and then nothing is forgotten. */
export async function flush(engine: MeilisearchEngine): Promise<void> {
  while ((await flushSome(engine)) === BATCH);
}

async function flushSome(engine: MeilisearchEngine): Promise<number> {
  return inTransaction(pool, async (db) => {
    await db.query("SELECT pg_advisory_xact_lock($1)", [FLUSH_LOCK]);
    const { rows } = await db.query<Change>(
      `SELECT document, "changedAt"::text AS "changedAt" FROM "SearchChange" WHERE engine = 'meilisearch' ORDER BY "changedAt", document LIMIT ${BATCH}`,
    );
    await write(
      engine,
      rows.map(({ document }) => keyOf(document)),
    );
    await db.query(FORGET, [rows.map(({ document }) => document), rows.map(({ changedAt }) => changedAt)]);
    return rows.length;
  });
}

interface Change {
  document: number;
  changedAt: string;
}

// What changed again in the meantime has a later time and stays.
const FORGET = `DELETE FROM "SearchChange" AS change USING unnest($1::int[], $2::timestamptz[]) AS written (document, at)
  WHERE change.engine = 'meilisearch' AND change.document = written.document AND change."changedAt" = written.at`;

/** What is gone goes first: a document that is not taken holds nothing up that somebody has hidden. */
async function write(engine: MeilisearchEngine, keys: readonly SearchKey[]) {
  const documents = await loadDocuments(pool, keys);
  const found = new Set(documents.map(documentNumber));
  await engine.remove(keys.filter((key) => !found.has(documentNumber(key))));
  await engine.upsert(documents);
}
