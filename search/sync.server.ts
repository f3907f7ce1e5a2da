import { pool } from "../app/platform/db.server.ts";
import { loadDocuments, relatedKeys } from "./documents.server.ts";
import type { SearchKey } from "./engine.ts";
import { refresh } from "./postgres/write.server.ts";

/** Brings what is found of a thread or an answer in step with its row as it is now. */
export async function bringInStep(key: SearchKey): Promise<void> {
  const keys = [key, ...(key.kind === "answer" ? await relatedKeys(pool, key) : [])];
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH);
    await refresh(pool, batch, (db) => loadDocuments(db, batch));
  }
}

const BATCH = 50;
