import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { cloneDatabase } from "../support/database.ts";
import { freePort, startServer } from "../support/server.ts";

test("a server that is told to stop finishes the request under way", async () => {
  const databaseUrl = await cloneDatabase();
  const server = await startServer({ databaseUrl });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("BEGIN; LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE");
  const underWay = fetch(`${server.origin}/ready`); // reads the table that is locked
  await vi.waitUntil(async () => (await client.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount);

  const stopped = server.stop();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await expect(fetch(`${server.origin}/health`), "no new connections").rejects.toThrow();
  await client.query("ROLLBACK");
  await client.end();

  expect(await (await underWay).json()).toEqual({ status: "ready" });
  expect(await stopped).toBe(0);
});

test("a port that is in use is named, with what to do", async () => {
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

test("settings that are wrong are all named at once", async () => {
  const env = { TRUSTED_PROXIES: "many", ORIGIN: "forum.example.com", LOG_LEVEL: "loud" };
  const start = startServer({ databaseUrl: await cloneDatabase(), env });
  await expect(start).rejects.toThrow(/LOG_LEVEL|ORIGIN/);
  const message = await start.catch((error: Error) => error.message);
  for (const name of Object.keys(env)) expect(message).toContain(`  ${name}: `);
});
