import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase } from "../support/database.ts";

let client: pg.Client;
let databaseUrl: string;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  databaseUrl = await cloneDatabase();
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("CREATE TABLE attempts (job bigint); CREATE TABLE finished (job bigint)");
});

afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await client.end();
});

async function startWorker() {
  const env = { ...process.env, DATABASE_URL: databaseUrl, WORKER_CONCURRENCY: "2" };
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/worker.ts"], { env, stdio });
  workers.push(worker);
  await once(worker.stdout, "data");
  return worker;
}

async function count(table: "attempts" | "finished") {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0]?.count ?? 0;
}

async function until(isSo: () => Promise<boolean>, withinMs: number) {
  const giveUp = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > giveUp) throw new Error("waited too long");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("the jobs of a worker that was killed are run again by another, soon and once", async () => {
  const doomed = await startWorker();
  await client.query(
    `SELECT graphile_worker.add_job('slow', '{"ms": 60000}'), graphile_worker.add_job('slow', '{"ms": 60000}')`,
  );
  await until(async () => (await count("attempts")) === 2, 20_000);
  doomed.kill("SIGKILL");
  await client.query(`UPDATE graphile_worker._private_jobs SET payload = '{"ms": 100}'`);

  await startWorker();
  await until(async () => (await count("finished")) === 2, 60_000);
  expect(await count("attempts"), "once by the dead, once by the living").toBe(4);
  // A task's own last word comes before the worker has put its job away.
  await until(async () => (await client.query("SELECT 1 FROM graphile_worker._private_jobs")).rowCount === 0, 20_000);
});

test("a job that takes longer than any sign of life is not taken from a worker that lives", async () => {
  await client.query("TRUNCATE attempts, finished");
  await startWorker();
  await client.query(`SELECT graphile_worker.add_job('slow', '{"ms": 14000}')`);
  await until(async () => (await count("finished")) === 1, 60_000);
  expect(await count("attempts")).toBe(1);
});
