import type pg from "pg";
import { documentNumber, type SearchDocument, type SearchKey } from "../engine.ts";
import { inTransaction } from "../transaction.server.ts";
import { SWAP_LOCK } from "./rebuild.server.ts";
import { type Queryable, removeDocuments, upsertDocuments } from "./store.server.ts";
import { noteLanguages } from "./upkeep.server.ts";

/** Writers of one document take turns by this lock and the document's number. */
const DOCUMENT_LOCK = 540_812_332;

/** Writes and removes documents as one change. */
export function writeInStep(pool: pg.Pool, documents: readonly SearchDocument[], gone: readonly SearchKey[]) {
  const keys = [...documents, ...gone];
  return refresh(pool, keys, async () => documents);
}

/**
 * Brings some keys in step: whoever holds a document's lock reads the row as it is now and writes that, so that of two
 * jobs for one thread the later never loses to the earlier. What `load` does not give is taken out.
 */
export async function refresh(
  pool: pg.Pool,
  keys: readonly SearchKey[],
  load: (db: Queryable) => Promise<readonly SearchDocument[]>,
  alsoNote: (db: Queryable) => Promise<void> = async () => {},
): Promise<void> {
  if (keys.length === 0) return;
  await inTransaction(pool, async (db) => {
    await lock(db, keys);
    const documents = await load(db);
    const found = new Set(documents.map(documentNumber));
    await upsertDocuments(db, "search", documents);
    await removeDocuments(
      db,
      "search",
      keys.filter((key) => !found.has(documentNumber(key))),
    );
    await noteLanguages(
      db,
      "search",
      documents.map(({ language }) => language),
    );
    await noteForRebuild(db, keys);
    await alsoNote(db);
  });
}

async function lock(db: Queryable, keys: readonly SearchKey[]) {
  await db.query("SELECT pg_advisory_xact_lock_shared($1)", [SWAP_LOCK]);
  await db.query(
    `SELECT pg_advisory_xact_lock($1, document) FROM (SELECT DISTINCT unnest($2::int[]) AS document ORDER BY 1) AS asked`,
    [DOCUMENT_LOCK, keys.map(documentNumber)],
  );
}

/** While a new index is being built, what changes is noted, to be written there too before it is put in place. */
async function noteForRebuild(db: Queryable, keys: readonly SearchKey[]) {
  await db.query(
    `INSERT INTO "SearchChange" (engine, document)
     SELECT 'postgres', document FROM (SELECT DISTINCT unnest($1::int[]) AS document ORDER BY 1) AS changed
     WHERE EXISTS (SELECT FROM "SearchRebuild" WHERE engine = 'postgres')
     ON CONFLICT (engine, document) DO UPDATE SET "changedAt" = clock_timestamp()`,
    [keys.map(documentNumber)],
  );
}
