import { beforeEach, describe, expect, test } from "vitest";
import { indexDocument } from "../../app/jobs/index-documents.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { orderHref, readSearch, searchHref } from "../../app/routes/search._index/address.ts";
import { loader } from "../../app/routes/search._index/route.tsx";
import { similarThreads } from "../../search/similar.server.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";

let address = 0;
const get = async (path: string, clientAddress = `192.0.2.${++address}`) => {
  const { data } = await loader({
    request: new Request(new URL(path, "http://localhost"), { headers: { "Accept-Language": "en" } }),
    params: {},
    context: { clientAddress, nonce: "", requestId: "" },
  });
  return data;
};

beforeEach(() => pool.query(`TRUNCATE "RateLimit"`));

describe("the search page", () => {
  test("shows what was found, with the filters it was asked with", async () => {
    const { id } = await makeThread(await makeViewer(), { title: "Kettle whistles at night" });
    await indexDocument({ threadId: id });
    const page = await get("/search?q=kettle&category=printers&solved=no");
    expect(page.asked).toEqual({
      q: "kettle category:printers is:unsolved",
      after: null,
      verbatim: false,
      helped: null,
    });
    expect(page.found.results.map((result) => result.id)).toEqual([id]);
    expect((await get("/search?q=kettle&solved=yes")).found.results).toEqual([]);
  });

  test("knows what needs a check, with words and without, counts it, and takes it for no solution", async () => {
    const { id } = await makeThread(await makeViewer(), { title: "Kettle leaks", state: "solved" });
    const failed = {
      authorId: (await makeViewer()).id,
      markdown: "Tighten it.",
      solutionAt: new Date(),
      didntCount: 2,
    };
    await prisma.post.create({ data: { threadId: id, position: 2, ...failed } });
    await makeThread(await makeViewer(), { title: "Kettle leaks too", state: "solved" });
    await indexDocument({ threadId: id });
    for (const query of ["kettle+is:needs-check", "is:needs-check"]) {
      const { found, chips } = await get(`/search?q=${query}`);
      expect(found.results).toMatchObject([{ id, needsCheck: true }]);
      expect(found.facets).toMatchObject({ needsCheck: 1 });
      expect(chips).toMatchObject([{ name: "is", isKnown: true }]);
    }
    const near = await similarThreads(await makeViewer(), { title: "Kettle leaks", text: "It leaks." });
    expect(near.find((one) => one.id === id)).toMatchObject({ isSolved: false });
  });

  test("does not know a category that the viewer may not read", async () => {
    await prisma.category.upsert({
      where: { slug: "inner" },
      create: { slug: "inner", name: "Inner", readableBy: "staff" },
      update: {},
    });
    const page = await get("/search?q=kettle&category=inner");
    expect(page.chips).toMatchObject([{ name: "category", value: "inner", isKnown: false, label: "inner" }]);
    expect(page.found.facets.categories.map(({ value }) => value)).not.toContain("inner");
  });

  test("takes the order and the number of posts from the line that was typed, and says what it does not know", async () => {
    const author = await makeViewer();
    const first = await makeThread(author, { title: "Kettle whistles" });
    const second = await makeThread(author, { title: "Kettle whistles in the kitchen at night" });
    await prisma.thread.update({ where: { id: first.id }, data: { affectedCount: 3 } });
    for (const { id } of [first, second]) await indexDocument({ threadId: id });
    const page = await get("/search?q=kettle+whistles+in:title+order:affected");
    expect(page).toMatchObject({ order: "affected", words: "kettle whistles", found: { count: { is: "exact" } } });
    expect(page.found.results[0]?.id).toBe(first.id);
    const { chips } = await get("/search?q=kettle+order:upwards+in:body+min_posts:many");
    expect(chips.map(({ isKnown }) => isKnown)).toEqual([false, false, false]);
    expect(orderHref(page.asked, "best")).toBe("/search?q=kettle+whistles+in%3Atitle");
    expect(orderHref(page.asked, "votes")).toBe("/search?q=kettle+whistles+in%3Atitle+order%3Avotes");
  });

  test("without a question asks for one, and counts nothing", async () => {
    const page = await get("/search?q=%20%20");
    expect(page).toMatchObject({ asked: { q: "" }, found: { results: [], next: null, readAs: null } });
    expect(await prisma.rateLimit.count()).toBe(0);
  });

  test("is refused with the time to wait when it is asked too often", async () => {
    await get("/search?q=kettle", "198.51.100.7");
    await pool.query(`UPDATE "RateLimit" SET count = 1000000`);
    const refusal = await get("/search?q=kettle", "198.51.100.7").catch((thrown: unknown) => thrown);
    expect(refusal).toMatchObject({
      data: { code: "too_many_requests" },
      init: { status: 429, headers: { "Retry-After": expect.stringMatching(/^\d+$/) } },
    });
    await get("/search?q=kettle", "198.51.100.8");
  });

  test.each([
    "%00",
    "'",
    "%22",
    "\\",
    "%F0%9F%98%80",
    "%ED%A0%80",
    "a".repeat(3000),
    "-",
    "&after=x&category=%00&solved=maybe",
    "kettle&after=1_1",
  ])("answers a strange address: %s", async (q) => {
    expect((await get(`/search?q=${q}`)).found.results).toBeInstanceOf(Array);
  });

  test("reads its address back as it wrote it", () => {
    const asked = { q: 'a & b category:"x y"', after: "1_2", verbatim: true, helped: null } as const;
    const href = searchHref(asked, { after: "3_4" });
    expect(readSearch(new URL(href, "http://localhost").searchParams)).toEqual({ ...asked, after: "3_4" });
    expect(searchHref(asked, { q: "a" })).not.toContain("after");
  });
});
