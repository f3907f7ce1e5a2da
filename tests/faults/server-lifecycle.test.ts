import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { isAlive } from "../../app/platform/processes.mjs";
import { freePort, startServer, type TestServer } from "../support/server.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "answerloop-faults-"));
const started: TestServer[] = [];

async function start(options: Partial<Parameters<typeof startServer>[0]> = {}) {
  const server = await startServer({ dataDir, ...options });
  started.push(server);
  return server;
}

afterAll(async () => {
  for (const server of started) await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const postmaster = () => Number(readFileSync(path.join(dataDir, "pgdata/postmaster.pid"), "utf8").split("\n")[0]);

async function status(server: TestServer, url = "/ready") {
  return (await fetch(server.origin + url)).status;
}

async function query(server: TestServer, text: string) {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

describe("with a database of its own", () => {
  test("a server that was killed leaves nothing in the way of the next, and nothing is lost", async () => {
    const port = await freePort();
    const first = await start({ port });
    await query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.kill();
    expect(isAlive(postmaster())).toBe(true);

    const second = await start({ port });
    expect((await query(second, "SELECT answer FROM kept")).rows).toEqual([{ answer: 42 }]);
    await second.stop();
    expect(() => postmaster(), "the last to leave stops the database").toThrow();
  });

  test("a server whose database was killed brings it back and goes on", async () => {
    const server = await start();
    const killed = postmaster();
    process.kill(killed, "SIGKILL");
    // the one that was killed may be asked for a moment still
    const isAnother = () => postmasterOr(killed) !== killed && isAlive(postmasterOr(killed));
    await expect.poll(async () => isAnother() && (await status(server)), { timeout: 60_000, interval: 50 }).toBe(200);
    await server.stop();
  });

  test("killing both loses nothing", async () => {
    const first = await start();
    await query(first, "CREATE TABLE both_killed AS SELECT 1 AS one");
    process.kill(postmaster(), "SIGKILL");
    await first.kill();

    const second = await start();
    expect((await query(second, "SELECT one FROM both_killed")).rows).toEqual([{ one: 1 }]);
    await second.stop();
  });

  test("two started at once share it, and it stays until the second has left", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.databaseUrl).toBe(other.databaseUrl);
    await one.stop();
    expect(await status(other)).toBe(200);
    const pid = postmaster();
    await other.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("a database that is newer than the code is refused, and left as it was", async () => {
    const server = await start();
    await query(
      server,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_later', now())`,
    );
    await server.stop();
    await expect(start()).rejects.toThrow(/newer than this release: it has 9999_later/);
  });
});

function postmasterOr(fallback: number) {
  try {
    return postmaster();
  } catch {
    return fallback;
  }
}
