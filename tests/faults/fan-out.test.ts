import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase } from "../support/database.ts";
import { follow, followers } from "../support/followers.ts";

const FOLLOWERS = 600;
let client: pg.Client;
let databaseUrl: string;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  databaseUrl = await cloneDatabase();
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await client.end();
});

async function startTeller() {
  const env = { ...process.env, DATABASE_URL: databaseUrl, WORKER_CONCURRENCY: "2" };
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/teller.ts"], { env, stdio });
  workers.push(worker);
  await once(worker.stdout, "data");
  return worker;
}

/** Ends the rest that the next page of followers is given: how long it is, is the bench's to say. */
const HURRY = `
  WITH rested AS (
    UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL RETURNING id
  )
  SELECT pg_notify('jobs:insert', json_build_object('count', count(*))::text) FROM rested HAVING count(*) > 0`;

async function until(isSo: () => Promise<boolean>) {
  const giveUp = Date.now() + 90_000;
  while (!(await isSo())) {
    if (Date.now() > giveUp) throw new Error("waited too long");
    await client.query(HURRY);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("hundreds of followers are told once each, though the worker is killed in the middle", async () => {
  const told = () => followers.told(client);
  const threadId = await follow(client, FOLLOWERS);
  await followers.reply(client, threadId);
  const doomed = await startTeller();
  await until(async () => (await told()) >= FOLLOWERS * 0.3);
  doomed.kill("SIGKILL");
  expect(await told()).toBeLessThan(FOLLOWERS);
  await startTeller();
  await until(async () => (await told()) >= FOLLOWERS);
  await until(async () => (await followers.left(client)) === 0);
  expect(await told()).toBe(FOLLOWERS);
  const { rows } = await client.query(`SELECT count(DISTINCT "accountId")::int AS people FROM "Notification"`);
  expect(rows).toEqual([{ people: FOLLOWERS }]);
});
