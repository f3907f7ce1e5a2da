import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { test } from "vitest";
import { cloneDatabase } from "../support/database.ts";
import { freePort, startServer } from "../support/server.ts";

/** Of this database alone: other tests run on the same cluster. */
const WAITING = `SELECT FROM pg_locks WHERE NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

test.concurrent("a server that is told to stop finishes the request under way", async ({ expect }) => {
  const databaseUrl = await cloneDatabase();
  const server = await startServer({ databaseUrl, env: { WORKER: "none" } }); // no job waits for the lock as well
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE "Thread" IN ACCESS EXCLUSIVE MODE');
  const underWay = fetch(`${server.origin}/`); // reads the table that is locked
  await expect.poll(async () => (await client.query(WAITING)).rowCount).toBeGreaterThan(0);

  const stopped = server.stop();
  const isRefused = () =>
    fetch(`${server.origin}/health`).then(
      () => false,
      () => true,
    );
  await expect.poll(isRefused, { message: "no new connections", timeout: 5_000 }).toBe(true);
  await client.query("ROLLBACK");
  await client.end();

  expect((await underWay).status).toBe(200);
  expect(await stopped).toBe(0);
});

test.concurrent("a port that is in use is named, with what to do", async ({ expect }) => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  try {
    await expect(startServer({ port, databaseUrl: await cloneDatabase() })).rejects.toThrow(
      new RegExp(`ended instead of starting \\(1\\)[^]*Port ${port} of 127\\.0\\.0\\.1 is in use`),
    );
  } finally {
    other.close();
  }
});

test.concurrent("settings that are wrong are all named at once", async ({ expect }) => {
  const env = { TRUSTED_PROXIES: "many", ORIGIN: "forum.example.com", LOG_LEVEL: "loud" };
  const start = startServer({ databaseUrl: await cloneDatabase(), env });
  await expect(start).rejects.toThrow(/LOG_LEVEL|ORIGIN/);
  const message = await start.catch((error: Error) => error.message);
  for (const name of Object.keys(env)) expect(message).toContain(`  ${name}: `);
});
