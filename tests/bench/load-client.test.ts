import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { describe, expect, test } from "vitest";
import { corpus } from "./corpus.ts";
import { KEY, type LoadRequest, run } from "./load-client.ts";

async function loadOn(listener: RequestListener, request: Partial<LoadRequest> = {}) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const asked: LoadRequest = { method: "GET", path: "/a", status: 200, holds: "hello", leastBytes: 10, ...request };
  const result = await run({
    port,
    connections: 3,
    warmUpMs: 20,
    measureMs: 500,
    requests: [asked],
    cookies: ["session=1"],
  });
  server.close();
  return result;
}

describe("The load client", () => {
  test("counts answers of a known length and in chunks alike", async () => {
    let count = 0;
    const result = await loadOn((_request, response) => {
      if (count++ % 2 === 0) return void response.end("hello with a length");
      response.write("hello in ");
      setImmediate(() => response.end("chunks"));
    });
    expect(result.requests).toBeGreaterThan(1);
    expect(result).toMatchObject({ failures: 0, complaints: [] });
    expect(result.p99).toBeGreaterThanOrEqual(result.p50);
  });

  test("goes on with a new connection when the server closes one", async () => {
    const result = await loadOn((_request, response) => response.setHeader("Connection", "close").end("hello and bye"));
    expect(result.requests).toBeGreaterThan(1);
    expect(result.failures).toBe(0);
  });

  test("counts an answer of another status, too short, or without what it must hold, as failed", async () => {
    const wrongStatus = await loadOn((_request, response) => response.writeHead(500).end("hello, an error"));
    expect(wrongStatus.failures).toBe(wrongStatus.requests);
    expect(wrongStatus.complaints[0]).toContain("status 500 instead of 200");
    const tooShort = await loadOn((_request, response) => response.end("hello"), { leastBytes: 5_000 });
    expect(tooShort.failures).toBe(tooShort.requests);
    const otherPage = await loadOn((_request, response) => response.end("something else entirely"));
    expect(otherPage.failures).toBeGreaterThan(0);
  });

  test("sends a form with the server's own origin, a session, and a key that is new each time", async () => {
    const keys = new Set<string>();
    let requests = 0;
    const result = await loadOn(
      (request, response) => {
        requests++;
        expect(request.headers).toMatchObject({ origin: `http://${request.headers.host}`, cookie: "session=1" });
        request.on("data", (body) => keys.add(String(body)));
        request.on("end", () => response.writeHead(303, { Location: "/hello" }).end());
      },
      { method: "POST", status: 303, body: `key=${KEY}` },
    );
    expect(result.failures).toBe(0);
    expect(keys.size).toBe(requests);
  });
});

describe("The forum to measure on", () => {
  test("is the same every time, and large enough", () => {
    const first = [...corpus(10_000)];
    expect(first.reduce((sum, { posts }) => sum + posts.length, 0)).toBeGreaterThan(50_000);
    const again = [...corpus(50)];
    expect(again).toEqual(first.slice(0, 50));
    const words = first
      .slice(0, 200)
      .flatMap(({ posts }) => posts.flatMap(({ body }) => body.toLowerCase().split(/\W+/)));
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const [most = 0, , , , , , , , , tenth = 0] = [...counts.values()].sort((a, b) => b - a);
    expect(most / tenth).toBeGreaterThan(2);
  });
});
