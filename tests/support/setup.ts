// Runs before each test file: an empty database, one clone of the migrated template for each worker.
import { afterAll } from "vitest";
import { disconnect } from "../../app/platform/db.server.ts";
import { setDatabaseUrl } from "../../app/platform/env.server.ts";
import { cloneDatabase, rememberRows, resetDatabase } from "./database.ts";

const worker = globalThis as { __testDatabaseUrl?: string };

if (worker.__testDatabaseUrl) {
  await resetDatabase(worker.__testDatabaseUrl);
} else {
  worker.__testDatabaseUrl = await cloneDatabase();
  await rememberRows(worker.__testDatabaseUrl);
}
setDatabaseUrl(worker.__testDatabaseUrl);

afterAll(disconnect);
