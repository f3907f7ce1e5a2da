import { MeilisearchApiError } from "meilisearch";
import { pool } from "../../app/platform/db.server.ts";
import { loadDocuments } from "../documents.server.ts";
import { documentNumber, keyOf, type SearchKey } from "../engine.ts";
import { inTransaction } from "../transaction.server.ts";
import type { MeilisearchEngine } from "./engine.server.ts";
import { FLUSH_LOCK } from "./rebuild.server.ts";
import { INDEX } from "./settings.ts";

/** One task for many documents: one for each is Meilisearch's classic way to fall behind. */
const BATCH = 500;

/** Tells Meilisearch of what has changed since it was last told. Throws when it could not, and then nothing is forgotten. */
export async function flush(engine: MeilisearchEngine): Promise<void> {
  while ((await flushSome(engine)) === BATCH);
}

async function flushSome(engine: MeilisearchEngine): Promise<number> {
  return inTransaction(pool, async (db) => {
    await db.query("SELECT pg_advisory_xact_lock($1)", [FLUSH_LOCK]);
    if (!(await isBuilt(engine))) return 0; // npm run reindex makes it, and reads everything then
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

async function write(engine: MeilisearchEngine, keys: readonly SearchKey[]) {
  const documents = await loadDocuments(pool, keys);
  const found = new Set(documents.map(documentNumber));
  await engine.upsert(documents);
  await engine.remove(keys.filter((key) => !found.has(documentNumber(key))));
}

async function isBuilt(engine: MeilisearchEngine) {
  try {
    await engine.client.getRawIndex(INDEX);
    return true;
  } catch (error) {
    if (error instanceof MeilisearchApiError && error.cause?.code === "index_not_found") return false;
    throw error;
  }
}
