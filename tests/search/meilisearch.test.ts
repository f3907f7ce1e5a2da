import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pool, prisma } from "../../app/platform/db.server.ts";
import {
  documentNumber,
  MOST_CANDIDATES,
  MOST_RESULTS,
  type SearchFilters,
  type SearchKey,
} from "../../search/engine.ts";
import { postgresEngine, postgresVocabulary } from "../../search/engines.server.ts";
import { type Fallback, FallbackEngine } from "../../search/fallback-engine.server.ts";
import { MeilisearchEngine, type MeilisearchOptions } from "../../search/meilisearch/engine.server.ts";
import { flush } from "../../search/meilisearch/flush.server.ts";
import { settings } from "../../search/meilisearch/settings.ts";
import { flushChanges } from "../../search/sync.server.ts";
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
const notBehind = async () => false;
/** All documents are there. */
const known = async (keys: readonly SearchKey[]) => new Set(keys.map(documentNumber));
const withPostgres = (first: MeilisearchEngine, more: Partial<Fallback> = {}) =>
  new FallbackEngine({ first, otherwise: postgresEngine(), isBehind: notBehind, known, ...more });

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

describe("similar threads", () => {
  const question = { title: "Pomegranate router", text: "It blinks. ".repeat(30), scope: everywhere, limit: 8 };

  test("are found by Meilisearch, by the most telling words, and put in order by all of them", async () => {
    const documents = [
      makeDocument({ id: 55, title: "Pomegranate router blinks" }),
      makeDocument({ id: 56, title: "Something else", body: "A router." }),
    ];
    await fillPostgres(documents);
    await fill(connect(), documents);
    const hits = await withPostgres(connect()).similar(question);
    expect(hits.map(({ id }) => id)).toEqual([55, 56]);
    expect(hits[0]?.coverage).toBeGreaterThan(hits[1]?.coverage ?? 1);
    const asked = server.of("POST /indexes/answerloop/search").map(({ body }) => (body as { q: string }).q.split(" "));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.length).toBeLessThanOrEqual(10);
  });

  test("come from Postgres where Meilisearch is dead, finds nothing, or names what is not there", async () => {
    await fillPostgres([makeDocument({ id: 55, title: "Pomegranate router blinks" })]);
    await fill(connect(), [makeDocument({ id: 99, title: "Pomegranate of another forum" })]);
    const fallback = withPostgres(connect());
    expect(await fallback.similar(question)).toMatchObject([{ id: 55 }]);
    await server.stop();
    expect(await fallback.similar(question)).toMatchObject([{ id: 55 }]);
    server = await MeilisearchServer.start();
  });
});

describe("a new index", () => {
  test("has its settings before its first document, is swapped in, and leaves nothing behind", async () => {
    await fill(connect(), [makeDocument({ id: 7, title: "Old" })]);
    await fill(connect(), [makeDocument({ id: 8, title: "New", kind: "answer", isSolved: true })]);
    const writes = server.received
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
    expect(writes.slice(0, 5)).toEqual([
      "POST /indexes",
      "PATCH /indexes/answerloop_next/settings",
      "POST /indexes/answerloop_next/documents",
      "POST /swap-indexes",
      "POST /indexes",
    ]);
    expect(server.of("POST /swap-indexes").map(({ body }) => body)).toEqual([
      [{ indexes: ["answerloop_next", "answerloop"], rename: true }],
      [{ indexes: ["answerloop", "answerloop_next"], rename: false }],
    ]);
    expect([...server.indexes.keys()]).toEqual(["answerloop"]);
    expect(server.indexes.get("answerloop")?.settings).toMatchObject(settings);
    expect(server.documents("answerloop")).toMatchObject([
      { id: "answer-8", document: -8, standing: 2, isSolved: true, needsCheck: false },
    ]);
  });

  test("is begun again when one was left half done", async () => {
    await connect().rebuild().begin([]);
    expect(await connect().rebuild().isBegun()).toBe(true);
    await fill(connect(), [makeDocument({ id: 9 })]);
    expect(server.documents("answerloop")).toHaveLength(1);
  });

  test("that was killed before it was whole, or as it was swapped, is never gone on with", async () => {
    await fill(connect(), [makeDocument({ id: 7, title: "Old" })]);
    server.taskFate = (type) => (type === "settingsUpdate" ? "stalls" : "succeeds");
    await expect(connect({ taskTimeout: 200 }).rebuild().begin([])).rejects.toThrow();
    expect(await connect().rebuild().isBegun()).toBe(false);
    const noted: string[] = [];
    const rebuild = connect({ taskTimeout: 200 }).rebuild();
    server.taskFate = () => "succeeds";
    await rebuild.begin([]);
    server.taskFate = (type) => (type === "indexSwap" ? "stalls" : "succeeds");
    await expect(rebuild.finish(undefined, async () => void noted.push("ended"))).rejects.toThrow();
    expect(noted).toEqual(["ended"]); // the next reindex begins anew, whatever becomes of the swap
  });

  test("is not put in place when a task fails or is never carried out", async () => {
    server.taskFate = (type) => (type === "settingsUpdate" ? "fails" : "succeeds");
    await expect(fill(connect(), [])).rejects.toThrow("Meilisearch task settingsUpdate failed: internal, disk on fire");
    server.taskFate = (type) => (type === "documentAdditionOrUpdate" ? "stalls" : "succeeds");
    await expect(fill(connect({ taskTimeout: 300 }), [makeDocument()])).rejects.toThrow(/timed? ?out/i);
    expect(server.indexes.has("answerloop")).toBe(false);
  });

  test("gives up a question about a task that is not answered, long before the time a task may take", async () => {
    server.trouble = ({ path }) => (path.startsWith("/tasks/") ? { hangs: true } : undefined);
    const started = performance.now();
    await expect(fill(connect({ requestTimeout: 200 }), [])).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("a search", () => {
  test("asks with at most ten words, the rarest, by frequency, within the scope; the key goes in a header alone", async () => {
    const common = Array.from({ length: 30 }, (_, id) =>
      makeDocument({ id: id + 1, title: "one two three four five six seven eight" }),
    );
    const rare = makeDocument({
      id: 100,
      title: "nine ten eleven twelve thirteen",
      body: "side by side",
      categoryId: 4,
    });
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
    expect(q.match(/-?"[^"]+"|\S+/g)).toHaveLength(10);
    for (const word of ["nine", "ten", "eleven", "twelve"]) expect(q).toContain(word);
    expect(q).toMatch(/^"side by side" -"not this" /);
    expect(rest).toMatchObject({
      matchingStrategy: "frequency",
      filter: ["category IN [4, 5]", "kind = thread"],
      limit: MOST_CANDIDATES,
    });
    expect(query.size).toBe(0);
    expect(authorization).toBe(`Bearer ${server.key}`);
    expect(JSON.stringify(answer)).not.toContain(server.key);
  });

  test("keeps what failed more people than it helped as solved, and among what is not", async () => {
    const failed = makeDocument({ id: 9, title: "Lamp", isSolved: true, needsCheck: true });
    await fillPostgres([failed]);
    await fill(connect(), [failed]);
    expect(server.documents("answerloop")).toMatchObject([{ standing: 0, isSolved: true, needsCheck: true }]);
    const asked = { text: "lamp", scope: everywhere, limit: 5, filters: { needsCheck: true } } as const;
    expect((await connect().query(asked)).hits).toMatchObject([{ kind: "thread", id: 9 }]);
  });

  test("is narrowed by every filter, and nothing typed gets out of its quotes", async () => {
    const wanted = makeDocument({ title: "Lamp", tags: ["wi-fi", "x200"], authorId: 7, language: "german" });
    await fill(connect(), [wanted, makeDocument({ title: "Lamp", tags: ["wi-fi"], createdAt: new Date(0) })]);
    const find = async (filters: SearchFilters) =>
      (await connect().query({ text: "lamp", scope: everywhere, filters, limit: 5 })).hits.length;
    expect(await find({ tags: ["wi-fi"] })).toBe(2);
    expect(await find({ tags: ["wi-fi", "x200"], author: 7, language: "german" })).toBe(1);
    expect(await find({ createdAfter: wanted.createdAt, createdBefore: new Date() })).toBe(1);
    expect(await find({ createdBefore: wanted.createdAt })).toBe(1);
    for (const tag of ['" OR category = 1 OR tags = "', "\\", '\\" OR document > 0 OR tags = \\"', "x\n200"])
      expect(await find({ tags: [tag] }), tag).toBe(0);
  });

  test("is put without the words that mean nothing, and not at all when there are no others", async () => {
    await fillPostgres([makeDocument({ title: "The lamp of the house" })]);
    await fill(connect(), []);
    for (const text of ["what is the lamp of", "the of and", '"the lamp" is', "zebra"])
      await connect().query({ text, scope: everywhere, limit: 5 });
    const sent = server.of("POST /indexes/answerloop/search").map(({ body }) => (body as { q: string }).q);
    expect(sent).toEqual(["lamp", '"the lamp"', "zebra"]);
  });

  test("is put with its words corrected, as they were typed when they are to be taken so, with synonyms last", async () => {
    const documents = Array.from({ length: 3 }, () => makeDocument({ title: "Thermostat schedule" }));
    await fillPostgres(documents);
    await fill(connect(), documents);
    const asked = { text: "thermsotat", scope: everywhere, limit: 5 };
    expect(await connect().query(asked)).toMatchObject({
      hits: [{ language: "english" }, {}, {}],
      corrections: [{ typed: "thermsotat", meant: "thermostat" }],
    });
    expect(await connect().query({ ...asked, isVerbatim: true })).toMatchObject({ hits: [], corrections: [] });
    await connect().query({ ...asked, text: "wlan", synonyms: [{ typed: "wlan", also: ["wi fi", "wireless"] }] });
    const sent = server.of("POST /indexes/answerloop/search").map(({ body }) => (body as { q: string }).q);
    expect(sent).toEqual(["thermostat", '"thermsotat"', "wlan wi fi wireless"]);
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

describe("what Postgres does, too", () => {
  test("whoever reads on gets all that can be paged through, and facets the best of it", async () => {
    const many = Array.from({ length: 230 }, (_, id) => makeDocument({ id: id + 1, title: "lamp" }));
    await fillPostgres(many);
    await fill(connect(), many);
    const best = await connect().query({ text: "lamp", scope: everywhere, limit: MOST_CANDIDATES });
    const all = await connect().query({ text: "lamp", scope: everywhere, limit: MOST_RESULTS });
    expect([best, all].map(({ hits }) => hits.length)).toEqual([MOST_CANDIDATES, 230]);
    expect(all.candidates).toHaveLength(MOST_CANDIDATES);
    expect(server.of("POST /indexes/answerloop/search").map(({ body }) => body)).toMatchObject([
      { limit: MOST_CANDIDATES },
      { limit: MOST_RESULTS },
    ]);
  });

  test("looks at titles alone where that is asked for, and says how many fit", async () => {
    const documents = [makeDocument({ id: 1, title: "lamp" }), makeDocument({ id: 2, body: "A lamp." })];
    await fillPostgres(documents);
    await fill(connect(), documents);
    const found = async (filters: SearchFilters) =>
      connect().query({ text: "lamp", scope: everywhere, limit: 10, filters });
    expect(await found({})).toMatchObject({ total: 2, hits: [{ id: 1 }, { id: 2 }] });
    expect(await found({ inTitle: true })).toMatchObject({ total: 1, hits: [{ id: 1 }] });
    const [first] = documents.slice(1).map(documentNumber);
    const withStranger = withPostgres(connect(), { known: async () => new Set([first ?? 0]) });
    expect(await withStranger.query({ text: "lamp", scope: everywhere, limit: 10 })).toMatchObject({
      total: 1,
      hits: [{ id: 2 }],
    });
  });

  test("suggests what a synonym says, after what was typed", async () => {
    const [same, typed] = [
      makeDocument({ id: 1, title: "Wireless drops" }),
      makeDocument({ id: 2, title: "WLAN drops" }),
    ];
    await fill(connect(), [same, typed]);
    const hits = await connect().suggest("WLAN", everywhere, 5, [{ typed: "wlan", also: ["wireless"] }]);
    expect(hits.map(({ id }) => id)).toEqual([2, 1]);
    expect(server.of("POST /indexes/answerloop/search").map(({ body }) => (body as { q: string }).q)).toEqual([
      "WLAN",
      "wireless",
    ]);
  });

  test("ranks a company answer past its day below a fresh one, also when the day comes later", async () => {
    const due = (id: number, reviewDueAt: Date | null) =>
      makeDocument({ id, kind: "answer", title: "Lamp", reviewDueAt });
    await fill(connect(), [due(1, new Date("2020-01-01")), due(2, new Date("2090-01-01")), due(3, null)]);
    const latestFirst = [...server.documents("answerloop")].sort(
      (a, b) => Number(b.reviewDueAt) - Number(a.reviewDueAt),
    );
    expect(latestFirst.map(({ document }) => document)).toEqual([-3, -2, -1]);
    const { rankingRules } = settings;
    expect(rankingRules.indexOf("reviewDueAt:desc")).toBe(rankingRules.indexOf("standing:desc") + 1);
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
    ["is asked too often", problem(429, "too_many_requests", { "Retry-After": "3" })],
    ["is slow", { late: 1500 }],
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
    const fallback = withPostgres(first, { now: () => now });
    const question = { text: "pomegranate", scope: everywhere, limit: 5 };
    const started = performance.now();
    const answer = await fallback.query(question);
    const answered = performance.now();
    await postgresEngine().query(question);
    // A second; on a busy machine no more than the patience with the other and some times what Postgres itself takes.
    const most = Math.max(1000, 500 + 5 * (performance.now() - answered));
    expect(answered - started).toBeLessThan(most);
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

  test.each([
    ["seconds", "40"],
    ["a date", new Date(1_000_000 + 40_000).toUTCString()],
  ])("that names its time in %s is left alone until then", async (_form, retryAfter) => {
    await fillPostgres([makeDocument({ id: 55, title: "Pomegranate" })]);
    let now = 1_000_000;
    const fallback = withPostgres(connect(), { now: () => now });
    const ask = () => fallback.query({ text: "pomegranate", scope: everywhere, limit: 5 });
    const asked = () => server.of("POST /indexes/answerloop/search").length;
    server.trouble = () => problem(503, "too_many_search_requests", { "Retry-After": retryAfter });
    await ask();
    now += 39_000;
    await ask();
    expect(asked()).toBe(1);
    now += 2_000;
    expect((await ask()).engine).toBe("postgres");
    expect(asked()).toBe(2);
  });

  test("that is empty, or another forum's, does not say that nothing is there", async () => {
    const documents = Array.from({ length: 8 }, (_, id) => makeDocument({ id: id + 70, title: "Mango" }));
    await fillPostgres(documents);
    await fill(connect(), []);
    const asked = { text: "mango", scope: everywhere, limit: 5 };
    expect(await withPostgres(connect()).query(asked)).toMatchObject({ engine: "postgres", hits: { length: 5 } });
    await fill(connect(), documents);
    const someKnown = async () => new Set([70, 71]);
    expect((await withPostgres(connect(), { known: someKnown }).query(asked)).engine).toBe("postgres");
    const mostKnown = async () => new Set([70, 71, 72, 73, 74]);
    const { engine, hits, candidates } = await withPostgres(connect(), { known: mostKnown }).query(asked);
    expect({ engine, hits: hits.length, candidates: candidates.length }).toEqual({
      engine: "meilisearch",
      hits: 5,
      candidates: 5,
    });
  });

  test("that is behind is not asked", async () => {
    await fillPostgres([makeDocument({ id: 56, title: "Persimmon" })]);
    const fallback = withPostgres(connect(), { isBehind: async () => true });
    expect((await fallback.query({ text: "persimmon", scope: everywhere, limit: 5 })).hits).toMatchObject([{ id: 56 }]);
    expect(server.received).toEqual([]);
  });

  test("leaves a reader where they were: the second page of one engine goes on in the other", async () => {
    const documents = Array.from({ length: 6 }, (_, id) => makeDocument({ id: id + 60, title: "Quince" }));
    await fillPostgres(documents);
    await fill(connect(), documents);
    const fallback = withPostgres(connect());
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

  test("need an index of this release: where there is none it is read anew, whole", async () => {
    const [{ id }, { id: other }] = [await makeThread(await makeViewer()), await makeThread(await makeViewer())];
    await change(id);
    await flushChanges(connect());
    expect(server.documents("answerloop").map((row) => row.document)).toEqual(expect.arrayContaining([id, other]));
    expect(await left()).toEqual([]);
    server.indexes.get("answerloop")?.settings.filterableAttributes?.pop();
    server.received.length = 0;
    await flushChanges(connect());
    expect(server.of("POST /swap-indexes")).toHaveLength(1);
    server.received.length = 0;
    await flushChanges(connect());
    expect(server.of("POST /swap-indexes")).toHaveLength(0);
  });

  test("that somebody hides go before those that are not taken", async () => {
    const [asker, kept] = [await makeViewer(), makeDocument({ title: "Kept" })];
    const { id: hidden } = await makeThread(asker, { hiddenAt: new Date() });
    const { id } = await makeThread(asker);
    await fill(connect(), [kept, makeDocument({ id: hidden })]);
    for (const document of [hidden, id]) await change(document);
    server.taskFate = (type) => (type === "documentAdditionOrUpdate" ? "fails" : "succeeds");
    await expect(flush(connect())).rejects.toThrow("internal");
    expect(server.documents("answerloop").map((row) => row.document)).toEqual([kept.id]);
  });

  test("that are too much at once go in parts, and one that is too large alone goes shortened", async () => {
    await fill(connect(), []);
    const long = makeDocument({ title: "Long", body: "word ".repeat(9000), replies: "word ".repeat(9000) });
    server.mostBytes = 45_000;
    const documents = [...Array.from({ length: 30 }, () => makeDocument({ body: "text ".repeat(1000) })), long];
    await connect().upsert(documents);
    expect(server.documents("answerloop")).toHaveLength(31);
    expect(server.documents("answerloop").find(({ title }) => title === "Long")?.body).toHaveLength(10_000);
  });

  test("too much for a proxy that says so in HTML go in parts too", async () => {
    await fill(connect(), []);
    server.trouble = ({ bytes }) => (bytes > 20_000 ? { status: 413, body: "<h1>413 Too Large</h1>" } : undefined);
    await connect().upsert(Array.from({ length: 20 }, () => makeDocument({ body: "text ".repeat(1000) })));
    expect(server.documents("answerloop")).toHaveLength(20);
    server.trouble = () => ({ status: 502, body: "<h1>502 Bad gateway</h1>" });
    const before = server.received.length;
    await expect(connect().upsert(Array.from({ length: 500 }, () => makeDocument()))).rejects.toThrow();
    expect(server.received.length - before).toBeLessThan(20); // it does not try each of them
  });

  test("hold nothing up when one document among them is not taken", async () => {
    await fill(connect(), []);
    const bad = makeDocument({ title: "Poison" });
    server.taskFate = (_type, body) =>
      JSON.stringify(body).includes("Poison") ? { code: "invalid_document_fields" } : "succeeds";
    await connect().upsert([makeDocument(), makeDocument(), bad, makeDocument()]);
    expect(server.documents("answerloop")).toHaveLength(3);
  });

  test("reach the server in whole characters, wherever a text is cut", async () => {
    await fill(connect(), []);
    await connect().upsert([makeDocument({ title: "half \ud83d", body: `${"x".repeat(59_999)}😀` })]);
    expect(server.documents("answerloop")).toHaveLength(1);
    await connect().query({ text: "half \ud83d", scope: everywhere, limit: 1 });
    await connect().suggest("😀".repeat(150).slice(0, 201), everywhere, 1);
  });
});
