import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, test } from "vitest";
import { cloneDatabase } from "../support/database.ts";

const clients: pg.Client[] = [];
const workers: ChildProcess[] = [];

afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await Promise.all(clients.map((client) => client.end()));
});

/** A database of its own, with workers on it. */
async function openScene() {
  const databaseUrl = await cloneDatabase();
  const client = new pg.Client({ connectionString: databaseUrl });
  clients.push(client);
  await client.connect();
  await client.query("CREATE TABLE attempts (job bigint); CREATE TABLE finished (job bigint)");
  const count = async (table: "attempts" | "finished") => {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return rows[0]?.count ?? 0;
  };
  const startWorker = async () => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, WORKER_CONCURRENCY: "2" };
    const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
    const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/worker.ts"], { env, stdio });
    workers.push(worker);
    await once(worker.stdout, "data");
    return worker;
  };
  return { client, count, startWorker };
}

const WITHIN = { timeout: 60_000, interval: 100 };

// Both mostly wait: they do so at the same time.

test.concurrent("the jobs of a worker that was killed are run again by another, soon and once", async ({ expect }) => {
  const { client, count, startWorker } = await openScene();
  const doomed = await startWorker();
  await client.query(
    `SELECT graphile_worker.add_job('slow', '{"ms": 60000}'), graphile_worker.add_job('slow', '{"ms": 60000}')`,
  );
  await expect.poll(() => count("attempts"), WITHIN).toBe(2);
  doomed.kill("SIGKILL");
  await client.query(`UPDATE graphile_worker._private_jobs SET payload = '{"ms": 100}'`);

  await startWorker();
  await expect.poll(() => count("finished"), WITHIN).toBe(2);
  expect(await count("attempts"), "once by the dead, once by the living").toBe(4);
  // A task's own last word comes before the worker has put its job away.
  const left = async () => (await client.query("SELECT 1 FROM graphile_worker._private_jobs")).rowCount;
  await expect.poll(left, WITHIN).toBe(0);
});

test.concurrent("a job that takes longer than any sign of life is not taken from a worker that lives", async ({
  expect,
}) => {
  const { client, count, startWorker } = await openScene();
  await startWorker();
  await startWorker();
  await client.query(`SELECT graphile_worker.add_job('slow', '{"ms": 14000}')`);
  await expect.poll(() => count("finished"), WITHIN).toBe(1);
  expect(await count("attempts")).toBe(1);
});
