import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import { type Viewer, visitor } from "../../app/domain/accounts/viewer.ts";
import { pool } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { postgresVocabulary } from "../../search/engines.server.ts";
import { MeilisearchEngine } from "../../search/meilisearch/engine.server.ts";
import { similarThreads } from "../../search/search.server.ts";
import { flushChanges } from "../../search/sync.server.ts";
import { makeViewer } from "../factories/tickets.ts";
import { indexEverything } from "../support/indexing.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { MeilisearchServer } from "./meilisearch-server.ts";
import { plantSecrets, type Secret } from "./stale-rows.ts";

/** Every place that searches, by an address that asks for a word. */
const surfaces = (word: string) => [
  `/search?q=${word}`,
  `/search?q=${word}&verbatim=1`,
  `/search?q=${slipIn(word)}`,
  `/search?q=%22${word}%22`,
  `/search?q=${word}+is:solved`,
  `/search?q=${word}+is:answer`,
  `/search?q=${word}&after=p1`,
  `/search.data?q=${word}&_routes=routes%2Fsearch._index`,
  `/search/suggestions?q=${word}`,
  `/search/suggestions?q=${word.slice(0, 9)}`,
];

const slipIn = (word: string) => word.slice(0, 8) + word.slice(9);

describe.each(["Postgres", "Meilisearch"])("while no job runs and the index in %s is behind", (name) => {
  let server: TestServer;
  let meilisearch: MeilisearchServer;
  let secrets: Secret[];
  let lead: Viewer;
  const cookies = new Map([["a visitor", ""]]);

  beforeAll(async () => {
    meilisearch = await MeilisearchServer.start();
    const [asker, customer] = [await makeViewer(), await makeViewer()];
    lead = await makeViewer("lead");
    secrets = await plantSecrets(asker);
    await indexEverything();
    const { url, key } = meilisearch;
    const keys = { MEILI_URL: url, MEILI_KEY: key };
    if (name === "Meilisearch") await flushChanges(new MeilisearchEngine({ url, key }, postgresVocabulary()));
    const env = { WORKER: "none", RATE_LIMIT_FACTOR: "1000", ...(name === "Meilisearch" ? keys : {}) };
    server = await startServer({ databaseUrl: databaseUrl(), env });
    for (const [who, viewer] of [
      ["the asker", asker],
      ["a customer", customer],
    ] as const)
      cookies.set(who, (await startSession(viewer.id, "test")).split(";")[0] ?? "");
  });
  afterAll(async () => {
    await server.stop();
    await meilisearch.stop();
  });

  const get = async (url: string, who = "a visitor") =>
    (await fetch(server.origin + url, { headers: { Cookie: cookies.get(who) ?? "" } })).text();

  test("everything is found before it is taken away, by the engine that is asked", async () => {
    const missing: string[] = [];
    for (const { name: place, asked, href } of secrets) {
      for (const url of [`/search?q=${asked}`, `/search/suggestions?q=${asked}`])
        if (!(await get(url)).includes(`${href}"`)) missing.push(`${place}: ${url}`);
    }
    expect(missing).toEqual([]);
    expect(meilisearch.of("POST /indexes/answerloop/search").length > 0).toBe(name === "Meilisearch");
  });

  test("nothing that was taken away comes back, at once, from any place that searches", async () => {
    const before = (await pool.query("SELECT FROM search.document")).rowCount;
    for (const { takeAway } of secrets) await takeAway(lead);
    await pool.query("NOTIFY pages"); // as the verbs do
    const leaks: string[] = [];
    for (const { name: place, asked, unasked, href } of secrets) {
      for (const who of cookies.keys()) {
        for (const url of surfaces(asked)) {
          const text = await get(url, who);
          const isFound = /class="result-title"|"suggestions":\[\{/.test(text);
          if (isFound || text.includes(unasked) || text.includes(`${href}"`)) leaks.push(`${place}: ${url} to ${who}`);
        }
      }
    }
    for (const { name: place, asked, unasked } of secrets) {
      const similar = await similarThreads(visitor(), { title: `${asked} ${unasked}`, text: `The ${unasked}` });
      if (similar.length > 0) leaks.push(`${place}: similar threads`);
    }
    expect(leaks).toEqual([]);
    expect((await pool.query("SELECT FROM search.document")).rowCount).toBe(before); // the index was behind all the while
  });
});
