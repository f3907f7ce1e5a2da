import { request } from "node:http";
import { brotliDecompressSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloneDatabase } from "../support/database.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const get = (path: string, headers: Record<string, string> = {}) => fetch(server.origin + path, { headers });

beforeAll(async () => {
  const env = { ORIGIN: "https://forum.example.com", TRUSTED_PROXIES: "1" };
  server = await startServer({ databaseUrl: await cloneDatabase(), env });
});
afterAll(() => server.stop());

/** A request as raw as a client can make it; fetch would not let us lie about Host. */
function raw(path: string, headers: Record<string, string>, body?: Buffer) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const options = { path, headers, method: body ? "POST" : "GET" };
    const sent = request(server.origin, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("every answer", () => {
  test.each(["/", "/health", "/nowhere", "/favicon.svg"])(
    "of %s carries the headers that keep a browser safe",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("same-origin");
      expect(headers.get("X-Frame-Options")).toBe("DENY");
      expect(headers.get("Strict-Transport-Security")).toMatch(/max-age=\d{8}/);
    },
  );

  test("has a request id of its own, whatever the client sends", async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await get("/", { "X-Request-Id": "mine" })).headers.get("X-Request-Id")),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain("mine");
  });
});

describe("a page's policy", () => {
  test("lets no inline script run on a page that does not hydrate", async () => {
    const policy = (await get("/")).headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

const SETTINGS_KEPT_MS = 2_100;

describe("the page cache", () => {
  test("answers a visitor with the page that the last one got, compressed and with its tag", async () => {
    const first = await get("/?sort=new");
    const body = await first.text();
    const kept = await raw("/?sort=new", { "Accept-Encoding": "br" });
    expect(kept.headers.etag).toBeTruthy();
    expect(kept.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(kept.body).toString()).toBe(body);
    expect(kept.headers["content-security-policy"]).toBe(first.headers.get("Content-Security-Policy"));

    const again = await raw("/?sort=new", { "If-None-Match": String(kept.headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  test("is not for who may be somebody", async () => {
    await get("/");
    for (const headers of [{ Cookie: "session=nobody" }, { Cookie: "who=knows" }]) {
      const answer = await get("/", headers as unknown as Record<string, string>);
      expect(answer.headers.get("ETag")).toBeNull();
      expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    }
  });

  test("forgets all pages as soon as anything is written, anywhere", async () => {
    await get("/");
    const title = async () => /<title>([^<]*)/.exec(await (await get("/")).text())?.[1];
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query(`UPDATE "Site" SET settings = settings || '{"siteName": "Renamed"}'`);
    await new Promise((resolve) => setTimeout(resolve, SETTINGS_KEPT_MS));
    expect(await title(), "what nobody was told of is not known yet").not.toContain("Renamed");
    await client.query("NOTIFY pages");
    await client.end();
    await expect.poll(title, { interval: 5 }).toContain("Renamed");
  });
});

describe("what a request claims", () => {
  test.each([
    { Host: "evil.example" },
    { Host: "forum.example.com", "X-Forwarded-Host": "evil.example" },
    { Host: "forum.example.com", Forwarded: "host=evil.example;proto=http" },
    { Host: "forum.example.com", "X-Original-URL": "/admin" },
    { Host: "forum.example.com, evil.example" },
    { Host: "forum.example.com/x" },
  ])("of its host does not reach the page: %j", async (headers) => {
    const plain = await raw("/", {});
    const answer = await raw("/", headers as unknown as Record<string, string>);
    expect([200, 400]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain("evil.example");
    if (answer.status === 200) expect(answer.body.equals(plain.body)).toBe(true);
  });

  test("by a whole address is answered by its path", async () => {
    expect((await raw("http://evil.example/health", {})).body.toString()).toBe('{"status":"ok"}');
  });

  test("of its size is not believed: a body too large is refused", async () => {
    const large = Buffer.alloc(1_100_000, "a");
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://forum.example.com" };
    expect((await raw("/login", { ...headers, "Content-Length": String(large.length) }, large)).status).toBe(413);
    const endless = raw("/login", { ...headers, "Transfer-Encoding": "chunked" }, large);
    expect(await endless.then(({ status }) => status).catch(() => 413), "refused, or cut off").toBe(413);
    expect((await get("/health")).status).toBe(200);
  });

  test("is told to whoever sent too much by a page in their language", async () => {
    const files = Buffer.alloc(65 * 1024 * 1024, "a");
    const type = "multipart/form-data; boundary=b";
    const headers = { "Accept-Language": "de", "Content-Type": type, "Content-Length": String(files.length) };
    const { status, body } = await raw("/threads/new", headers, files);
    expect(status).toBe(413);
    expect(body.toString()).toContain("Das ist zu viel auf einmal");
    expect(body.toString()).toContain('href="/"');
  });
});

test("a form sent to a page that takes none is told so, not that something broke", async () => {
  const answer = await fetch(`${server.origin}/support-hours`, { method: "POST", body: new URLSearchParams("a=1") });
  expect(answer.status).toBe(405);
  expect(await answer.text()).toContain("That can’t be done here");
});

describe("for those who run it", () => {
  test("/health says that it lives, /ready that it can be asked", async () => {
    expect(await (await get("/health")).json()).toEqual({ status: "ok" });
    expect(await (await get("/ready")).json()).toEqual({ status: "ready" });
  });

  test("/metrics is for nobody who comes through a proxy", async () => {
    expect((await get("/metrics")).status).toBe(200);
    expect((await get("/metrics", { "X-Forwarded-For": "127.0.0.1" })).status).toBe(404);
    const text = await (await get("/metrics")).text();
    for (const name of ["http_request_duration_seconds_count", "page_cache_hits", "workers_alive 1"])
      expect(text).toContain(name);
  });

  test("the log names each request, and neither its query nor its cookies", async () => {
    await get("/search?q=my-secret-words", { Cookie: "session=my-secret-session" });
    await expect.poll(() => server.output()).toContain('"path":"/search"');
    expect(server.output()).not.toMatch(/my-secret/);
  });
});

describe("built files", () => {
  test("are kept by browsers for good, and sent compressed", async () => {
    const page = await (await get("/")).text();
    const file = /\/assets\/[^"]+\.css/.exec(page)?.[0] ?? "";
    const answer = await get(file, { "Accept-Encoding": "br" });
    expect(answer.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("Content-Encoding")).toBe("br");
    expect(answer.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
  });
});
