import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addSynonym } from "../../app/domain/searches/change-synonyms.server.ts";
import { hideThread } from "../../app/domain/threads/hide-thread.server.ts";
import { indexDocument } from "../../app/jobs/index-documents.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { loader } from "../../app/routes/search._index/route.tsx";
import { action as click } from "../../app/routes/search.clicks.ts";
import { loader as suggest } from "../../app/routes/search.suggestions.ts";
import { action as judge } from "../../app/routes/search.verdict.tsx";
import { directions, forgetSynonyms, synonymsIn } from "../../search/synonyms.server.ts";
import { makeCase, makeThread, makeViewer } from "../factories/tickets.ts";
import { allWritten } from "../support/database.ts";

const context = { clientAddress: "192.0.2.9", nonce: "", requestId: "" };
const browser = { "User-Agent": "Mozilla/5.0 Firefox/140.0", "Accept-Language": "en" };
const at = (path: string, headers: Record<string, string> = browser) => ({
  request: new Request(new URL(path, "http://localhost"), { headers }),
  params: {},
  context,
});
const open = async (q: string, headers?: Record<string, string>, more = "") => {
  const { data, init } = await loader(at(`/search?q=${encodeURIComponent(q)}${more}`, headers));
  return { ...data, headers: new Headers(init?.headers) };
};

function post(path: string, fields: Record<string, string>, origin = "http://localhost") {
  const request = new Request(new URL(path, "http://localhost"), {
    method: "POST",
    headers: { Origin: origin },
    body: new URLSearchParams(fields),
  });
  return { request, params: {}, context };
}

async function ask(title: string) {
  const author = await makeViewer();
  const thread = await makeThread(author, { title });
  await indexDocument({ threadId: thread.id });
  return { author, thread };
}

const kept = () => prisma.searchQuery.findMany();
const isKept = (count: number) => expect.poll(kept, { interval: 5 }).toHaveLength(count);
let word = "";
let count = 0;

beforeEach(async () => {
  await allWritten();
  word = `gramophone${String.fromCharCode(97 + count++)}`;
  await pool.query(`TRUNCATE "RateLimit"`);
  await prisma.searchQuery.deleteMany();
  await prisma.searchSynonym.deleteMany();
  forgetSynonyms();
});
afterEach(forgetSynonyms);

test("what staff has stands as with staff, as in every list", async () => {
  const { threadId } = await makeCase("read_back", { title: `The ${word} skips` });
  await indexDocument({ threadId });
  const { found } = await open(word);
  expect(found.results.map(({ id, state }) => [id, state])).toEqual([[threadId, "with_staff"]]);
});

describe("searching with operators", () => {
  test("narrows by tag, by author and by date, and says what narrows nothing", async () => {
    const { author, thread } = await ask(`The ${word} skips`);
    const { handle } = await prisma.account.findUniqueOrThrow({ where: { id: author.id } });
    const tag = await prisma.tag.create({ data: { slug: `tag-${word}`, name: word } });
    await prisma.threadTag.create({ data: { threadId: thread.id, tagId: tag.id } });
    await indexDocument({ threadId: thread.id });
    const idsOf = async (q: string) => (await open(`${word} ${q}`)).found.results.map(({ id }) => id);
    for (const q of [
      `tag:tag-${word}`,
      `by:${handle}`,
      `by:@${handle.toUpperCase()}`,
      "is:unsolved after:2020",
      "before:2999-12-31",
    ])
      expect(await idsOf(q), q).toEqual([thread.id]);
    for (const q of ["is:solved", "is:answer", "before:2020-01-31", "after:2998-01"])
      expect(await idsOf(q), q).toEqual([]);
    const unread = [
      "is:new",
      "tag:no-such",
      "by:nobody-here",
      "category:nowhere",
      "before:31.01.2026",
      "after:2026-13",
      "before:2026-02-30",
    ];
    const page = await open(`${word} ${unread.join(" ")}`);
    expect(page.chips.filter(({ isKnown }) => isKnown)).toEqual([]);
    expect(page.chips).toHaveLength(unread.length);
    expect(page.found.results.map(({ id }) => id)).toEqual([thread.id]);
  });

  test("without words lists what the filters leave, newest first, page by page", async () => {
    const author = await makeViewer();
    const ids: number[] = [];
    for (let at = 0; at < 25; at++) ids.unshift((await makeThread(author, { title: `${word} ${at}` })).id);
    const { handle } = await prisma.account.findUniqueOrThrow({ where: { id: author.id } });
    const first = await open(`by:${handle} is:unsolved`);
    const second = await open(`by:${handle} is:unsolved`, browser, `&after=${first.found.next}`);
    expect([...first.found.results, ...second.found.results].map(({ id }) => id)).toEqual(ids);
    expect(second.found.next).toBeNull();
    expect(first.found.facets).toMatchObject({ total: 25, unsolved: 25, solved: 0, isCapped: false });
    expect(first.search).toBeNull();
  });

  test("does not know a tag that stands only where the viewer may not read", async () => {
    const inner = await prisma.category.create({ data: { slug: `in-${word}`, name: "In", readableBy: "staff" } });
    const { thread } = await ask(`Secret ${word}`);
    await prisma.thread.update({ where: { id: thread.id }, data: { categoryId: inner.id } });
    const tag = await prisma.tag.create({ data: { slug: `secret-${word}`, name: "Secret" } });
    await prisma.threadTag.create({ data: { threadId: thread.id, tagId: tag.id } });
    expect((await open(`tag:secret-${word}`)).chips).toMatchObject([{ isKnown: false }]);
    const { found } = await open(word);
    expect(found).toMatchObject({ results: [], facets: { total: 0, categories: [], tags: [] } });
  });

  test("counts what the viewer may see at this moment, not what the index remembers", async () => {
    const { thread } = await ask(`The ${word} skips`);
    expect((await open(word)).found.facets).toMatchObject({ total: 1, threads: 1, answers: 0 });
    await hideThread(await makeViewer("lead"), thread.id);
    expect((await open(word)).found.facets).toMatchObject({ total: 0, categories: [] });
  });

  test.each([
    "\u0000 is:\u0000",
    "tag:%'\\ by:' category:\"",
    "a".repeat(10_000),
    "is:solved ".repeat(1000),
    "tag:عربي \u202e",
    "& | ! <-> (:* is:( ",
  ])("answers hostile words: %.20s", async (q) => {
    expect((await open(q)).found.results).toBeInstanceOf(Array);
  });
});

test("a find that holds hardly anything of what was asked is kept as none", async () => {
  await ask(`The ${word} skips`);
  const { found } = await open(`${word} xylophone zeppelin quagmire`);
  expect(found.results).toHaveLength(1);
  // How well it fits is no viewer's to know: an index that is behind would tell of words taken away.
  expect(JSON.stringify(found)).not.toMatch(/coverage|"fit"/);
  expect((await open(`${word} skips`)).found.results.length).toBeGreaterThan(0);
  await isKept(2);
  const results = new Map((await kept()).map((search) => [search.words, search.results]));
  expect(results.get(`${word} xylophone zeppelin quagmire`)).toBe(0);
  expect(results.get(`${word} skips`)).toBeGreaterThan(0);
});

describe("a search is kept", () => {
  test("with what was found, and its page is for one visitor only", async () => {
    await ask(`The ${word} skips`);
    const page = await open(`${word} is:unsolved`);
    expect(page.search).toMatch(/^[\w-]{22}$/);
    expect(page.headers.get("Cache-Control")).toBe("private, no-cache");
    await isKept(1);
    expect(await kept()).toMatchObject([{ id: page.search, words: word, results: 1, engine: "postgres" }]);
  });

  test("but not a robot's, not a further page, not what filters alone have emptied, and no suggestion", async () => {
    await ask(`The ${word} skips`);
    const forRobots = await open(word, { "User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" });
    expect(forRobots.search).toBeNull();
    expect(forRobots.headers.get("Cache-Control")).toBe("private, no-cache"); // or a reader would get it
    expect((await open(word, browser, "&after=1_1")).search).toBeNull();
    expect((await open(`${word} is:solved`)).search).toBeNull();
    await suggest(at(`/search/suggestions?q=${word}`));
    await open("last");
    await isKept(1);
  });

  test("and told what was opened and whether it helped, without a script too", async () => {
    const { thread } = await ask(`The ${word} skips`);
    const { search } = await open(word);
    await isKept(1);
    const answer = await click(post("/search/clicks", { search: search ?? "", result: String(thread.id) }));
    expect(answer).toMatchObject({ status: 204 });
    const back = (await judge(
      post("/search/verdict", { search: search ?? "", is: "no", back: `/search?q=${word}` }),
    )) as Response;
    expect(back.headers.get("Location")).toBe(`/search?q=${word}&helped=no#helped`);
    expect(await kept()).toMatchObject([{ clicked: [thread.id], helped: false }]);
  });

  test.each([
    { search: "x", result: "1" },
    { search: "a".repeat(22), result: "0" },
    { search: "a".repeat(22), result: "9".repeat(30) },
    { result: "1" },
  ])("takes no strange click: %o", async (fields) => {
    expect(await click(post("/search/clicks", fields as Record<string, string>))).toMatchObject({
      init: { status: 422 },
    });
  });

  test("never sends anybody to another site, nor takes another site's form", async () => {
    const search = "a".repeat(22);
    const there = (await judge(post("/search/verdict", { search, is: "yes", back: "//evil.example/" }))) as Response;
    expect(there.headers.get("Location")).toBe("/search?helped=yes#helped");
    await expect(click(post("/search/clicks", { search, result: "1" }, "http://evil.example"))).rejects.toMatchObject({
      init: { status: 403 },
    });
  });
});

describe("suggestions", () => {
  const get = async (q: string) => {
    const response = await suggest(at(`/search/suggestions?q=${encodeURIComponent(q)}`));
    return {
      headers: response.headers,
      ...((await response.json()) as { suggestions: { href: string }[]; status: string }),
    };
  };

  test("name titles that begin so, and only what everybody may read at this moment", async () => {
    const { thread } = await ask(`The ${word} skips`);
    const found = await get(word.slice(0, -2));
    expect(found.suggestions).toContainEqual({
      href: `/threads/${thread.id}`,
      title: `The ${word} skips`,
      kind: "Question",
    });
    expect(found.headers.get("Cache-Control")).toBe("private, no-store");
    await hideThread(await makeViewer("lead"), thread.id);
    expect((await get(word)).suggestions).toEqual([]);
  });

  test.each(["", " ", "\u0000", "a".repeat(10_000), "% _ ' & | ! (", "\u202eعربي"])(
    "answer hostile words: %.20s",
    async (q) => {
      expect((await get(q)).suggestions).toBeInstanceOf(Array);
    },
  );

  test("are refused when they are asked for too often", async () => {
    await get("a");
    await pool.query(`UPDATE "RateLimit" SET count = 1000000`);
    await expect(get("a")).rejects.toMatchObject({ init: { status: 429 } });
  });
});

describe("synonyms", () => {
  test("reach a search as one-way pairs of its own words", async () => {
    const admin = await makeViewer("admin");
    await addSynonym(admin, { typed: "", words: ["wlan", "wi-fi", "wireless lan"] });
    await addSynonym(admin, { typed: "box", words: ["router"] });
    forgetSynonyms();
    expect(await synonymsIn("my BOX and the wireless LAN")).toEqual([
      { typed: "wireless lan", also: ["wlan", "wi wifi fi"] },
      { typed: "box", also: ["router"] },
    ]);
    expect(await synonymsIn("boxes")).toEqual([]);
    expect(directions([{ id: 1, typed: null, words: ["???", "a"] }])).toEqual([]);
  });

  test("are found by one another from the next search on", async () => {
    const other = `phonograph${word}`;
    const { thread } = await ask(`The ${word} skips`);
    expect((await open(other, browser, "&verbatim=1")).found.results).toEqual([]);
    await addSynonym(await makeViewer("admin"), { typed: "", words: [word, other] });
    forgetSynonyms();
    expect((await open(other)).found.results.map(({ id }) => id)).toEqual([thread.id]);
    expect((await open(other, browser, "&verbatim=1")).found.results).toEqual([]);
  });
});
