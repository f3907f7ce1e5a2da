import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";
import { startServer, type TestServer } from "../support/server.ts";

const CONNECTIONS = 3;

let server: TestServer;
let cookie: string;
let threadId: number;
const client = new pg.Client({ connectionString: databaseUrl() });

beforeAll(async () => {
  const viewer = await makeViewer();
  threadId = (await makeThread(await makeViewer())).id;
  cookie = (await startSession(viewer.id, "test")).split(";")[0] ?? "";
  const env = { DATABASE_POOL: String(CONNECTIONS), WORKER: "none", RATE_LIMIT_FACTOR: "1000" };
  server = await startServer({ databaseUrl: databaseUrl(), env });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.stop();
});

const request = (path: string, init: RequestInit = {}) =>
  fetch(server.origin + path, { redirect: "manual", ...init, headers: { Cookie: cookie, ...init.headers } });

const reply = (body: string) =>
  request(`/threads/${threadId}/replies`, {
    method: "POST",
    headers: { Origin: server.origin },
    body: new URLSearchParams({ body }),
  });

const WAITING = `SELECT count(DISTINCT pid)::int AS count FROM pg_locks WHERE NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Requests that hold every connection of the server until the lock is given back. */
async function holdAll() {
  await client.query(`BEGIN; LOCK TABLE "Thread" IN ACCESS EXCLUSIVE MODE`);
  const held = Array.from({ length: CONNECTIONS }, () => request(`/threads/${threadId}`));
  await vi.waitUntil(
    async () => {
      const { rows } = await client.query(WAITING);
      return rows[0].count >= CONNECTIONS;
    },
    { timeout: 20_000 },
  );
  return held;
}

test("with every connection held pages and forms say calmly when to come back, and give back what was typed", async () => {
  const held = await holdAll();
  const started = performance.now();
  const [page, data, form, file, health] = await Promise.all([
    request("/answers"),
    request("/answers.data"),
    reply("My words about the <lamp>."),
    request("/favicon.svg"),
    request("/health"),
  ]);
  expect(performance.now() - started).toBeLessThan(12_000);
  expect([page, data, form, file, health].map(({ status }) => status)).toEqual([503, 503, 503, 200, 200]);
  for (const refused of [page, form]) expect(refused.headers.get("Retry-After")).toBe("5");
  const text = await form.text();
  expect(text).toContain("One moment, please");
  expect(text).toContain("My words about the &lt;lamp&gt;.");
  expect(await page.text()).toContain("One moment, please");

  await client.query("ROLLBACK");
  for (const one of held) expect([200, 503], "a page asks for more than one connection").toContain((await one).status);
  expect((await request("/answers")).status).toBe(200);
  const done = await reply("My words about the <lamp>.");
  expect([done.status, done.headers.get("Location")]).toEqual([303, expect.stringContaining(`/threads/${threadId}`)]);
});
