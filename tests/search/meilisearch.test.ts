import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { postgresEngine, postgresVocabulary } from "../../search/engines.server.ts";
import { FallbackEngine } from "../../search/fallback-engine.server.ts";
import { MeilisearchEngine, type MeilisearchOptions } from "../../search/meilisearch/engine.server.ts";
import { flush } from "../../search/meilisearch/flush.server.ts";
import { settings } from "../../search/meilisearch/settings.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";
import { makeDocument } from "./documents.ts";
import { MeilisearchServer, type Trouble } from "./meilisearch-server.ts";

let server: MeilisearchServer;
beforeEach(async () => {
  server = await MeilisearchServer.start();
});
afterEach(() => server.stop());

const connect = (options: Partial<MeilisearchOptions> = {}) =>
  new MeilisearchEngine({ url: server.url, key: server.key, ...options }, postgresVocabulary());
const everywhere = { categories: null };

async function fill(engine: Pick<MeilisearchEngine, "rebuild">, documents: ReturnType<typeof makeDocument>[]) {
  const rebuild = engine.rebuild();
  await rebuild.begin([]);
  await rebuild.load(documents);
  await rebuild.finish();
}

async function fillPostgres(documents: ReturnType<typeof makeDocument>[]) {
  const rebuild = postgresEngine().rebuild();
  await rebuild.begin(documents);
  await rebuild.load(documents);
  await rebuild.finish();
}

describe("a new index", () => {
  test("has its settings before its first document, is swapped in, and leaves nothing behind", async () => {
    await fill(connect(), [makeDocument({ id: 7, title: "Old" })]);
    await fill(connect(), [makeDocument({ id: 8, title: "New", kind: "answer", isSolved: true })]);
    const writes = server.received
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
    expect(writes.slice(0, 6)).toEqual([
      "POST /indexes",
      "PATCH /indexes/answerloop_next/settings",
      "POST /indexes/answerloop_next/documents",
      "POST /indexes",
      "POST /swap-indexes",
      "DELETE /indexes/answerloop_next",
    ]);
    expect([...server.indexes.keys()]).toEqual(["answerloop"]);
    expect(server.indexes.get("answerloop")?.settings).toMatchObject(settings);
    expect(server.documents("answerloop")).toMatchObject([
      { id: "answer-8", document: -8, standing: 2, isSolved: true },
    ]);
  });

  test("is begun again when one was left half done", async () => {
    await connect().rebuild().begin([]);
    expect(await connect().rebuild().isBegun()).toBe(true);
    await fill(connect(), [makeDocument({ id: 9 })]);
    expect(server.documents("answerloop")).toHaveLength(1);
  });

  test("is not put in place when a task fails or is never carried out", async () => {
    server.taskFate = (type) => (type === "settingsUpdate" ? "fails" : "succeeds");
    await expect(fill(connect(), [])).rejects.toThrow("Meilisearch task settingsUpdate failed: internal, disk on fire");
    server.taskFate = (type) => (type === "documentAdditionOrUpdate" ? "stalls" : "succeeds");
    await expect(fill(connect({ taskTimeout: 300 }), [makeDocument()])).rejects.toThrow(/timed? ?out/i);
    expect(server.indexes.has("answerloop")).toBe(false);
  });
});

describe("a search", () => {
  test("asks with at most ten words, the rarest, by frequency, within the scope; the key goes in a header alone", async () => {
    const common = Array.from({ length: 30 }, (_, id) =>
      makeDocument({ id: id + 1, title: "one two three four five six seven eight" }),
    );
    const rare = makeDocument({ id: 100, title: "nine ten eleven twelve thirteen", categoryId: 4 });
    await fillPostgres([...common, rare]);
    await fill(connect(), [...common, rare]);
    const text = 'one two three four five six seven eight nine ten eleven twelve -"not this" "side by side"';
    const answer = await connect().query({
      text,
      scope: { categories: [4, 5] },
      filters: { kind: "thread" },
      limit: 5,
    });
    expect(answer.hits.map(({ id }) => id)).toEqual([100]);
    const [{ body, query, authorization } = { body: null, query: new URLSearchParams(), authorization: "" }] =
      server.of("POST /indexes/answerloop/search");
    const { q, ...rest } = body as { q: string };
    expect(
      q
        .replace(/["-].*/, "")
        .trim()
        .split(" "),
    ).toHaveLength(10);
    for (const word of ["nine", "ten", "eleven", "twelve"]) expect(q).toContain(word);
    expect(q).toMatch(/"side by side" -"not this"$/);
    expect(rest).toMatchObject({
      matchingStrategy: "frequency",
      filter: ["category IN [4, 5]", "kind = thread"],
      limit: 6,
      offset: 0,
    });
    expect(query.size).toBe(0);
    expect(authorization).toBe(`Bearer ${server.key}`);
    expect(JSON.stringify(answer)).not.toContain(server.key);
  });

  test("goes on by an offset, and asks nothing when there is nothing to ask or nowhere to look", async () => {
    await fill(
      connect(),
      Array.from({ length: 5 }, (_, id) => makeDocument({ id: id + 1, title: "lamp" })),
    );
    const first = await connect().query({ text: "lamp", scope: everywhere, limit: 3 });
    const second = await connect().query({ text: "lamp", scope: everywhere, limit: 3, after: first.next });
    expect([...first.hits, ...second.hits].map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(second.next).toBeNull();
    const asked = server.received.length;
    await connect().query({ text: " - ", scope: everywhere, limit: 3 });
    await connect().query({ text: "lamp", scope: { categories: [] }, limit: 3 });
    expect(server.received).toHaveLength(asked);
  });
});

describe("a server in trouble", () => {
  const problem = (status: number, code: string, headers = {}): Trouble => ({
    status,
    headers,
    body: { message: "no", code, type: "system", link: "" },
  });
  const cases: [string, Trouble][] = [
    ["hangs", { hangs: true }],
    ["misses the key", problem(401, "missing_authorization_header")],
    ["refuses the key", problem(403, "invalid_api_key")],
    ["has lost its index", problem(404, "index_not_found")],
    ["does not know the filter", problem(400, "invalid_search_filter")],
    ["breaks", problem(500, "internal")],
    [
      "is behind a broken proxy",
      { status: 502, headers: { "Content-Type": "text/html" }, body: "<h1>Bad gateway</h1>" },
    ],
    ["has too much to do", problem(503, "too_many_search_requests", { "Retry-After": "10" })],
    ["answers something else", { body: { hello: "world" } }],
    ["answers no JSON", { body: "<html>" }],
  ];

  test.each(cases)("that %s: Postgres answers within a second", async (_name, trouble) => {
    const document = makeDocument({ id: 55, title: "Pomegranate" });
    await fillPostgres([document]);
    await fill(connect(), [document]);
    server.trouble = ({ path }) => (path.endsWith("/search") ? trouble : undefined);
    await answersFromPostgres(connect());
  });

  test("that is not there: Postgres answers, and for a while it is left alone", async () => {
    await fillPostgres([makeDocument({ id: 55, title: "Pomegranate" })]);
    const engine = connect();
    await server.stop();
    await answersFromPostgres(engine);
    server = await MeilisearchServer.start();
  });

  async function answersFromPostgres(first: MeilisearchEngine) {
    let now = 1_000_000;
    const fallback = new FallbackEngine({
      first,
      otherwise: postgresEngine(),
      isBehind: async () => false,
      now: () => now,
    });
    const started = performance.now();
    const answer = await fallback.query({ text: "pomegranate", scope: everywhere, limit: 5 });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(answer).toMatchObject({ hits: [{ id: 55 }], next: null });
    const asked = server.of("POST /indexes/answerloop/search").length;
    expect(await fallback.suggest("pomegr", everywhere, 5)).toMatchObject([{ id: 55 }]);
    expect(server.of("POST /indexes/answerloop/search")).toHaveLength(asked);
    now += 10_000;
    server.trouble = () => undefined;
    expect((await fallback.query({ text: "pomegranate", scope: everywhere, limit: 5 })).hits).toMatchObject([
      { id: 55 },
    ]);
  }

  test("that is behind is not asked", async () => {
    await fillPostgres([makeDocument({ id: 56, title: "Persimmon" })]);
    const fallback = new FallbackEngine({ first: connect(), otherwise: postgresEngine(), isBehind: async () => true });
    expect((await fallback.query({ text: "persimmon", scope: everywhere, limit: 5 })).hits).toMatchObject([{ id: 56 }]);
    expect(server.received).toEqual([]);
  });

  test("leaves a reader where they were: the second page of one engine goes on in the other", async () => {
    const documents = Array.from({ length: 6 }, (_, id) => makeDocument({ id: id + 60, title: "Quince" }));
    await fillPostgres(documents);
    await fill(connect(), documents);
    const fallback = new FallbackEngine({ first: connect(), otherwise: postgresEngine(), isBehind: async () => false });
    const first = await fallback.query({ text: "quince", scope: everywhere, limit: 4 });
    server.trouble = () => ({ status: 500 });
    const second = await fallback.query({ text: "quince", scope: everywhere, limit: 4, after: first.next });
    expect(second.hits).toHaveLength(2);
  });

  test("says so when it is asked how it is", async () => {
    server.trouble = () => problem(500, "internal");
    expect(await connect().health()).toMatchObject({ isHealthy: false, documents: 0 });
  });
});

describe("changes", () => {
  const change = (document: number, engine = "meilisearch") =>
    prisma.searchChange.create({ data: { engine, document } });
  const left = async () =>
    (await prisma.searchChange.findMany({ where: { engine: "meilisearch" } })).map(({ document }) => document);

  beforeEach(() => pool.query(`TRUNCATE "SearchChange"`));

  test("go together, as the rows are now, and are forgotten once they are carried out", async () => {
    const asker = await makeViewer();
    const [{ id }, { id: hidden }] = [await makeThread(asker), await makeThread(asker, { hiddenAt: new Date() })];
    await fill(connect(), [makeDocument({ id: hidden })]);
    for (const document of [id, hidden, 999_999]) await change(document);
    await flush(connect());
    expect(server.documents("answerloop").map((row) => row.id)).toEqual([`thread-${id}`]);
    expect(server.of("POST /indexes/answerloop/documents")).toHaveLength(1);
    expect(server.of("POST /indexes/answerloop/documents/delete-batch")).toHaveLength(1);
    expect(await left()).toEqual([]);
  });

  test("stay when the server cannot take them", async () => {
    const { id } = await makeThread(await makeViewer());
    await fill(connect(), []);
    await change(id);
    server.taskFate = () => "fails";
    await expect(flush(connect())).rejects.toThrow("disk on fire");
    server.trouble = () => ({
      status: 413,
      body: { message: "no", code: "payload_too_large", type: "invalid_request", link: "" },
    });
    await expect(flush(connect())).rejects.toThrow();
    expect(await left()).toEqual([id]);
    server.trouble = () => undefined;
    server.taskFate = () => "succeeds";
    await flush(connect());
    expect(await left()).toEqual([]);
    expect(server.documents("answerloop")).toHaveLength(1);
  });

  test("wait for the first reindex: a server without an index gets no half one", async () => {
    await change((await makeThread(await makeViewer())).id);
    await flush(connect());
    expect(server.indexes.size).toBe(0);
    expect(await left()).toHaveLength(1);
  });
});
