import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeReply, makeThread, makeViewer } from "../factories.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { listenTo, type Stream } from "../support/streams.ts";

let server: TestServer;
let asker: Viewer;
let peer: Viewer;

beforeAll(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  const env = { DEMO: "0", WORKER: "none", TRUSTED_PROXIES: "1", RATE_LIMIT_FACTOR: "1000" };
  server = await startServer({ databaseUrl: databaseUrl(), env });
});
afterAll(() => server?.stop());

describe("a thousand who listen", () => {
  test("leave a page's time alone, are all told, and let the server stop at once", async () => {
    const { id } = await makeThread(asker);
    const quiet = await medianOfPages(id);
    const streams: Stream[] = [];
    // As they would come, not all in one moment: each reads the thread once.
    for (let batch = 0; batch < 40; batch++) {
      const hosts = Array.from({ length: 25 }, (_, host) => ({ "X-Forwarded-For": `10.0.${batch}.${host}` }));
      streams.push(
        ...(await Promise.all(hosts.map((headers) => listenTo(`${server.origin}/threads/${id}/live`, headers)))),
      );
    }
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    const listening = await medianOfPages(id);
    await makeReply(peer, id);
    await Promise.all(streams.map((stream) => stream.heard(/event: changed/)));
    console.log(`page: ${quiet.toFixed(1)} ms quiet, ${listening.toFixed(1)} ms beside 1,000 streams`);
    expect(listening).toBeLessThan(Math.max(100, 3 * quiet));
    const began = performance.now();
    await server.stop();
    await Promise.all(streams.map(({ ended }) => ended));
    expect(performance.now() - began).toBeLessThan(6000);
  });

  /** Made anew each time: a visitor's would come from the cache. */
  async function medianOfPages(threadId: number) {
    const headers = { Cookie: (await startSession(asker.id, "Test")).split(";")[0] ?? "" };
    const times: number[] = [];
    for (let index = 0; index < 41; index++) {
      const began = performance.now();
      await (await fetch(`${server.origin}/threads/${threadId}`, { headers })).text();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[20] ?? 0;
  }
});
