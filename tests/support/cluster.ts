import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../app/platform/embedded-postgres.server.ts";
import { migrate } from "../../app/platform/migrate.server.ts";
import { dataDir } from "./data-dir.ts";

/** Tests may lose what a power cut would lose. */
const careless = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: 300,
  shared_preload_libraries: "",
};

/** One database server for the whole run, with one migrated template that each worker clones (see database.ts). */
export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "answerloop-tests-"));
  const cluster = await startEmbeddedPostgres({ dataDir: folder, database: "template_answerloop", settings: careless });
  await migrate(cluster.url);
  await inHaste(cluster.url);
  provide("templateUrl", cluster.url);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/**
 * What staff says, and mail, goes out at once, except in tests of what is held; and who has just come may write much and say the same
 * again, and staff may ask first, except in tests of that.
 */
const HASTY = { undoSendSeconds: 0, mailWaitMinutes: 0, firstDayHours: 0, sameTextMinutes: 0, givesFirst: false };

async function inHaste(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`UPDATE "Site" SET settings = $1`, [HASTY]);
  await client.end();
}

declare module "vitest" {
  export interface ProvidedContext {
    templateUrl: string;
  }
}
