import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { askThread } from "../../app/domain/threads/ask-thread.server.ts";
import { hideThread } from "../../app/domain/threads/hide-thread.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeViewer } from "../factories/tickets.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { MeilisearchServer, type Trouble } from "./meilisearch-server.ts";

let meilisearch: MeilisearchServer;
let server: TestServer;
let asker: Viewer;
let lead: Viewer;
let cookie: string;

beforeAll(async () => {
  meilisearch = await MeilisearchServer.start();
  const env = { MEILI_URL: meilisearch.url, MEILI_KEY: meilisearch.key, RATE_LIMIT_FACTOR: "1000" };
  server = await startServer({ databaseUrl: databaseUrl(), env });
  [asker, lead] = [await makeViewer(), await makeViewer("lead")];
  cookie = (await startSession(lead.id, "test")).split(";")[0] ?? "";
});
afterEach(() => {
  meilisearch.trouble = () => undefined;
});
afterAll(async () => {
  await server.stop();
  await meilisearch.stop();
});

const get = async (url: string) => {
  const started = performance.now();
  const response = await fetch(server.origin + url, { headers: { Cookie: cookie } });
  const text = await response.text();
  return { status: response.status, text, milliseconds: performance.now() - started, headers: [...response.headers] };
};

async function ask(title: string) {
  const { id: categoryId } = await prisma.category.upsert({
    where: { slug: "lamps" },
    create: { slug: "lamps", name: "Lamps" },
    update: {},
  });
  const rest = { body: "It blinks.", expected: "", tried: "", desiredOutcome: "", tags: [] };
  return (await askThread(asker, { title, categoryId, ...rest })).id;
}

const indexed = () => meilisearch.documents("answerloop").map(({ document }) => document);
const inPostgres = async (id: number) =>
  ((await pool.query("SELECT FROM search.document WHERE document = $1", [id])).rowCount ?? 0) > 0;
const searches = () => meilisearch.of("POST /indexes/answerloop/search").length;
const within = { timeout: 30_000, interval: 50 };

test("what is written reaches Meilisearch by itself, its first index included, and is found there", async () => {
  const id = await ask("Marigold lamp");
  await expect.poll(indexed, within).toContain(id);
  const before = searches();
  expect((await get("/search?q=marigold")).text.includes(`href="/threads/${id}"`)).toBe(true);
  expect(searches()).toBe(before + 1);
  await hideThread(lead, id);
  expect((await get("/search?q=marigold")).text.includes(`href="/threads/${id}"`)).toBe(false);
  await expect.poll(indexed, within).not.toContain(id);
});

const troubles: [string, Trouble][] = [
  ["hangs", { hangs: true }],
  ["is slow", { late: 3000 }],
  ["fails", { status: 500 }],
  ["refuses the key", { status: 403, body: { message: "no", code: "invalid_api_key", type: "auth", link: "" } }],
  ["answers something else", { body: "<html>Welcome to nginx</html>" }],
];

test.each(troubles)(
  "while it %s pages come within a second, /ready stays ready, /admin/jobs says so, and it catches up",
  async (name, trouble) => {
    const title = `Lamp ${name.replaceAll(" ", "")}wick`;
    meilisearch.trouble = ({ path }) => (path === "/health" && !trouble.hangs ? undefined : trouble);
    const id = await ask(title);
    await expect.poll(() => inPostgres(id), within).toBe(true);
    await get("/search"); // whatever is slow the first time
    const found = await get(`/search?q=${title.split(" ")[1]}`);
    expect(found.text.includes(`href="/threads/${id}"`)).toBe(true);
    // The one that failed is left alone for a while: this is what the page takes without it.
    const bare = await get(`/search?q=${title.split(" ")[1]}`);
    const asked = searches();
    const most = Math.max(1000, 500 + 5 * bare.milliseconds);
    expect(found.milliseconds).toBeLessThan(most);
    expect((await get(`/threads/${id}`)).milliseconds).toBeLessThan(most);
    expect(searches()).toBe(asked);
    expect((await get("/ready")).status).toBe(200);
    const jobs = await get("/admin/jobs");
    expect(jobs.text).toContain("Meilisearch does not answer");
    expect(jobs.text).toContain("yet to be handed on");
    expect(jobs.milliseconds).toBeLessThan(2000 + most);
    meilisearch.trouble = () => undefined;
    await expect.poll(indexed, { timeout: 75_000, interval: 200 }).toContain(id);
  },
);

test("its key and its address reach no browser: neither in what is built nor in any page, header or error", async () => {
  const files = readdirSync("build/client", { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const told = files.filter((file) => {
    const text = readFileSync(path.join(file.parentPath, file.name), "latin1");
    return /MEILI_|X-Meilisearch-Client|MeilisearchApiError/.test(text) || text.includes(meilisearch.key);
  });
  expect(told.map(({ name }) => name)).toEqual([]);
  meilisearch.trouble = ({ authorization }) => ({
    status: 403,
    body: { message: `The key ${authorization} is invalid`, code: "invalid_api_key", type: "auth", link: "" },
  });
  await ask("Lantern of keys");
  await expect.poll(() => meilisearch.received.length, within).toBeGreaterThan(0);
  for (const url of [
    "/search?q=lantern",
    "/search.data?q=lantern",
    "/search/suggestions?q=lantern",
    "/",
    "/ready",
    "/admin/jobs",
  ]) {
    const { text, headers } = await get(url);
    expect(`${text}${JSON.stringify(headers)}`.includes(meilisearch.key), url).toBe(false);
  }
  expect(server.output().includes(meilisearch.key)).toBe(false);
});
