import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PageCache, type RenderedPage } from "../../app/platform/page-cache.server.ts";

let cache: PageCache;
let server: Server;
let origin: string;
let rendered: string[];
let whileRendering: () => Promise<void> | void;
let extraHeaders: Record<string, string>;
let status: number;

beforeEach(async () => {
  cache = new PageCache(
    () => "en",
    () => "id",
    100_000,
  );
  [rendered, whileRendering, extraHeaders, status] = [[], () => undefined, {}, 200];
  server = createServer((incoming, outgoing) => {
    cache.answer(incoming, outgoing, async () => {
      const page = await cache.fill<RenderedPage>(incoming, () => render(incoming.url ?? ""));
      outgoing.writeHead(page.status, Object.fromEntries(page.headers)).end(page.body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function render(url: string): Promise<RenderedPage> {
  rendered.push(url);
  await whileRendering();
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8", ...extraHeaders });
  return { status, headers, body: Buffer.from(`${url} `.repeat(1000)) };
}

const get = async (path: string, init: RequestInit = {}) => (await fetch(origin + path, init)).text();

describe("the page cache", () => {
  test("renders a page once for all who ask", async () => {
    whileRendering = () => new Promise((resolve) => setTimeout(resolve, 50));
    const texts = await Promise.all(Array.from({ length: 10 }, () => get("/threads/1")));
    expect(rendered).toEqual(["/threads/1"]);
    expect(new Set(texts).size).toBe(1);
    expect(await get("/threads/1", { headers: { "Accept-Encoding": "gzip" } })).toBe(texts[0]);
    expect(cache.hits).toBe(10);
  });

  test.each([
    ["sets a cookie", { "Set-Cookie": "a=b" }, 200],
    ["is somebody's own", { "Cache-Control": "private" }, 200],
    ["is not to be kept", { "Cache-Control": "no-store" }, 200],
    ["carries a nonce", { "Content-Security-Policy": "script-src 'nonce-abc'" }, 200],
    ["is no page", { "Content-Type": "application/json" }, 200],
    ["says that there is none", {}, 404],
  ])("keeps none that %s", async (_what, headers, code) => {
    extraHeaders = headers as unknown as Record<string, string>;
    status = code;
    await get("/x");
    await get("/x");
    expect(rendered).toHaveLength(2);
  });

  test("keeps none that was being rendered when something was written", async () => {
    whileRendering = () => cache.clear();
    await get("/x");
    whileRendering = () => undefined;
    await get("/x");
    expect(rendered).toHaveLength(2);
  });

  test("names a page's version from its first rendering, and sends it to nobody who has it", async () => {
    const first = await fetch(`${origin}/x`);
    const etag = first.headers.get("ETag") ?? "";
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect((await fetch(`${origin}/x`, { headers: { "If-None-Match": `W/${etag}` } })).status).toBe(304);
    expect((await fetch(`${origin}/x`, { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  test("keeps feeds too, which are asked for by date as well", async () => {
    extraHeaders = { "Content-Type": "application/atom+xml", "Last-Modified": "Tue, 06 Oct 2026 10:00:00 GMT" };
    await get("/feeds/latest");
    const since = (date: string) => fetch(`${origin}/feeds/latest`, { headers: { "If-Modified-Since": date } });
    expect((await since("Tue, 06 Oct 2026 10:00:00 GMT")).status).toBe(304);
    expect((await since("Tue, 06 Oct 2026 09:59:59 GMT")).status).toBe(200);
    expect(rendered).toHaveLength(1);
  });

  test("forgets of what is said in a thread everything but other threads, and otherwise everything", async () => {
    const paths = ["/", "/search?q=1", "/threads/1", "/threads/1?sort=oldest", "/threads/12", "/threads/new"];
    for (const path of paths) await get(path);
    cache.clear(1);
    rendered = [];
    for (const path of paths) await get(path);
    expect(rendered).toEqual(["/", "/search?q=1", "/threads/1", "/threads/1?sort=oldest", "/threads/new"]);
    cache.clear();
    rendered = [];
    await get("/threads/12");
    expect(rendered).toEqual(["/threads/12"]);
    expect(cache.size).toBeLessThan(30_000);
  });

  test("lets those who wait render for themselves when the first rendering fails", async () => {
    status = 500;
    whileRendering = () => new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all([get("/x"), get("/x"), get("/x")]);
    expect(rendered).toHaveLength(3);
  });

  test("answers HEAD with the headers alone", async () => {
    await get("/x");
    const head = await fetch(`${origin}/x`, { method: "HEAD", headers: { "Accept-Encoding": "identity" } });
    expect(head.headers.get("Content-Length")).toBe(String("/x ".length * 1000));
    expect(await head.text()).toBe("");
    expect(rendered).toHaveLength(1);
  });

  test("stays within its size, forgetting the oldest pages", async () => {
    for (let number = 100; number < 150; number++) await get(`/threads/${number}`);
    expect(cache.size).toBeLessThanOrEqual(100_000);
    expect(cache.size).toBeGreaterThan(80_000);
    rendered = [];
    await get("/threads/149");
    await get("/threads/100");
    expect(rendered).toEqual(["/threads/100"]);
  });
});
