import { beforeEach, describe, expect, test } from "vitest";
import { visitor } from "../../../app/domain/accounts/viewer.ts";
import { addSynonym, changeSynonym, removeSynonym } from "../../../app/domain/searches/change-synonyms.server.ts";
import { synonymInput } from "../../../app/domain/searches/input.ts";
import { noteClick, noteHelped } from "../../../app/domain/searches/judge-search.server.ts";
import { clearSearches, keepSearch } from "../../../app/domain/searches/keep-search.server.ts";
import { maskPersonal } from "../../../app/domain/searches/personal.server.ts";
import { listLacking, searchTotals } from "../../../app/domain/searches/report.server.ts";
import { isRobot } from "../../../app/domain/searches/robot.ts";
import { SYNONYMS_MAX } from "../../../app/domain/searches/search.ts";
import { listSynonyms } from "../../../app/domain/searches/synonyms.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { parseInput } from "../../../app/platform/http.server.ts";
import { makeViewer } from "../../factories/tickets.ts";
import { allWritten } from "../../support/database.ts";

const searcher = (address = "192.0.2.1") => ({ viewer: visitor(), address, userAgent: "Firefox" });
const OFTEN = { interval: 5 };
const found = { engine: "postgres", results: 3 };

/** Keeps a search and waits until it is written, which nobody else does. */
async function keep(words: string, results = 3, address?: string): Promise<string> {
  const id = await keepSearch(searcher(address), { ...found, words, results });
  if (!id) throw new Error(`${words} was not kept`);
  await expect.poll(() => prisma.searchQuery.count({ where: { id } }), OFTEN).toBe(1);
  return id;
}
const rowOf = (id: string) => prisma.searchQuery.findUniqueOrThrow({ where: { id } });

beforeEach(async () => {
  await allWritten();
  await prisma.searchQuery.deleteMany();
  await prisma.searchSynonym.deleteMany();
});

describe("a search", () => {
  test("is kept once for a person, a question and a day, with the most that was found", async () => {
    const id = await keep("printer wifi", 0);
    expect(await keep("printer wifi", 5)).toBe(id);
    await expect.poll(() => rowOf(id), OFTEN).toMatchObject({ results: 5, helped: null, clicked: [] });
    expect(await keep("printer wifi", 0)).toBe(id);
    expect(await keep("printer wifi", 0, "192.0.2.2")).not.toBe(id);
    expect(await keep("printer ink")).not.toBe(id);
    expect(await prisma.searchQuery.count()).toBe(3);
    expect((await rowOf(id)).results).toBe(5);
  });

  test("names nobody: the same person is another one once the day's secret is gone", async () => {
    const tomorrow = new Date(Date.now() + 24 * 3_600_000);
    await clearSearches(tomorrow); // what other tests' searches left
    const { person } = await rowOf(await keep("kettle"));
    expect(person).not.toContain("192");
    expect(person).toHaveLength(22);
    expect(await prisma.searchSecret.count()).toBe(1);
    await clearSearches(tomorrow);
    expect(await prisma.searchSecret.count()).toBe(0);
    expect((await rowOf(await keep("kettle"))).person).not.toBe(person);
  });

  test.each([
    ["wifi ana.petrova@example.com password", "wifi •••• password"],
    ["card 4111 1111 1111 1111 declined", "card •••• declined"],
    ["iban DE89 3704 0044 0532 0130 00", "iban ••••"],
    ["call +49 30 1234567 back", "call •••• back"],
    ["order 4000123456789", "order ••••"],
    ["token sk_live_51Habcdefghijklmnop123456", "token ••••"],
    ["0x80070057 v2.13.1 net::ERR_CERT HL-L2350DW", "0x80070057 v2.13.1 net::ERR_CERT HL-L2350DW"],
    ["x200 error 535 in 2026-01-31", "x200 error 535 in 2026-01-31"],
  ])("is masked where it is somebody's own matter: %s", async (typed, kept) => {
    expect(await maskPersonal(typed)).toBe(kept);
  });

  test("of nothing but marks or a masked address is not kept", async () => {
    for (const words of ["", "???", "ana@example.com", "\u202e"])
      expect(await keepSearch(searcher(), { ...found, words })).toBeNull();
  });

  test.each(["مرحبا بالعالم", "x".repeat(10_000), "a & b | !c <-> (d", `ab ${"😀".repeat(150)}x`])(
    "is kept whatever it says: %.20s",
    async (words) => {
      expect((await rowOf(await keep(words))).words.length).toBeLessThanOrEqual(200);
    },
  );

  test("remembers what was opened, each once and twenty at most, and the last word on its help", async () => {
    const search = await keep("kettle");
    for (const result of [5, -5, 5, ...Array.from({ length: 30 }, (_, at) => at + 10)])
      await noteClick({ search, result });
    expect((await rowOf(search)).clicked).toHaveLength(20);
    await noteHelped({ search, is: "yes" });
    await noteHelped({ search, is: "no" });
    expect(await rowOf(search)).toMatchObject({ helped: false });
    await noteHelped({ search: "unknown-unknown-unknow", is: "no" });
  });

  test("is deleted after 365 days", async () => {
    const [old, young] = [await keep("old"), await keep("young")];
    const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
    await prisma.searchQuery.update({ where: { id: old }, data: { askedAt: ago(366) } });
    await prisma.searchQuery.update({ where: { id: young }, data: { askedAt: ago(364) } });
    await clearSearches(new Date());
    expect((await prisma.searchQuery.findMany()).map(({ id }) => id)).toEqual([young]);
  });

  test.each([
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {}, true],
    ["Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", {}, false],
    ["Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", { "Sec-Purpose": "prefetch" }, true],
    ["Mozilla/5.0 (Linux; Android 14) CUBOT X70 Chrome/140 Mobile", {}, true],
  ])("by a robot is told: %s", (userAgent, more, is) => {
    expect(isRobot(new Headers({ "User-Agent": userAgent, ...more }))).toBe(is);
    expect(isRobot(new Headers())).toBe(true);
  });
});

describe("the report of searches", () => {
  test("lists what is not found, most people first, until somebody finds it", async () => {
    const lead = await makeViewer("lead");
    await keep("rare", 0);
    await keep("common", 0);
    await keep("common", 0, "192.0.2.2");
    await keep("found by now", 0);
    await keep("found by now", 4, "192.0.2.2");
    const { rows, hasMore } = await listLacking(lead, "found", 1);
    expect(rows.map(({ words, people }) => [words, people])).toEqual([
      ["common", 2],
      ["rare", 1],
    ]);
    expect(hasMore).toBe(false);
    expect((await listLacking(lead, "found", 2)).rows).toEqual([]);
    expect(await searchTotals(lead)).toEqual({ searches: 5, notFound: 4, helped: 0, unhelped: 0 });
  });

  test("lists what was found and no help: by word, or because nobody opened anything", async () => {
    const lead = await makeViewer("lead");
    const refused = await keep("refused");
    await noteClick({ search: refused, result: 1 });
    await noteHelped({ search: refused, is: "no" });
    await keep("ignored");
    await noteClick({ search: await keep("opened"), result: 1 });
    await noteHelped({ search: await keep("read at once"), is: "yes" });
    const { rows } = await listLacking(lead, "help", 1);
    expect(rows.map(({ words, unhelped, unopened }) => [words, unhelped, unopened])).toEqual([
      ["refused", 1, 0],
      ["ignored", 0, 1],
    ]);
  });

  test.each(["customer", "expert", "agent_1", "technician", "admin"] as const)(
    "is not there for the role %s",
    async (role) => {
      await expect(listLacking(await makeViewer(role), "found", 1)).rejects.toMatchObject({ status: 404 });
    },
  );
});

describe("synonyms", () => {
  test("are added, changed and removed by an admin, each with an event that keeps what was said", async () => {
    const admin = await makeViewer("admin");
    const { id } = await addSynonym(admin, { typed: "", words: ["wlan", "wi-fi"] });
    await changeSynonym(admin, id, { typed: "box", words: ["router"] });
    expect(await listSynonyms(admin)).toEqual([{ id, typed: "box", words: ["router"] }]);
    await removeSynonym(admin, id);
    expect(await listSynonyms(admin)).toEqual([]);
    const events = await prisma.event.findMany({ where: { actorId: admin.id }, orderBy: { id: "asc" } });
    expect(events.map(({ kind, data }) => [kind, data])).toEqual([
      ["synonyms.added", { id, now: { typed: null, words: ["wlan", "wi-fi"] } }],
      [
        "synonyms.changed",
        { id, before: { typed: null, words: ["wlan", "wi-fi"] }, now: { typed: "box", words: ["router"] } },
      ],
      ["synonyms.removed", { id, before: { typed: "box", words: ["router"] } }],
    ]);
    await expect(removeSynonym(admin, id)).rejects.toMatchObject({ status: 404 });
  });

  test.each(["customer", "lead", "manager"] as const)("are not the role %s's to change", async (role) => {
    const viewer = await makeViewer(role);
    const { id } = await addSynonym(await makeViewer("admin"), { typed: "", words: ["a", "b"] });
    await expect(addSynonym(viewer, { typed: "", words: ["a", "b"] })).rejects.toMatchObject({ status: 403 });
    await expect(removeSynonym(viewer, id)).rejects.toMatchObject({ status: 404 });
    await expect(listSynonyms(viewer)).rejects.toMatchObject({ status: 404 });
  });

  test("are five hundred groups at most, also when two are added at once", async () => {
    const admin = await makeViewer("admin");
    await prisma.searchSynonym.createMany({
      data: Array.from({ length: SYNONYMS_MAX - 1 }, (_, at) => ({ words: [`a${at}`, `b${at}`] })),
    });
    const results = await Promise.allSettled(
      [1, 2].map((n) => addSynonym(admin, { typed: "", words: ["x", `y${n}`] })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await prisma.searchSynonym.count()).toBe(SYNONYMS_MAX);
  });

  test.each([
    [{ words: "wlan, Wi-Fi ,, wlan\n wireless  lan" }, { typed: "", words: ["wlan", "wi-fi", "wireless lan"] }],
    [
      { words: "router", typed: " Box " },
      { typed: "box", words: ["router"] },
    ],
  ])("are read from a form", (typed, read) => {
    expect(parseInput(synonymInput, typed)).toEqual(read);
  });

  test.each([
    [{ words: "alone" }, { words: "one_word" }],
    [{ words: "!!, ??" }, { words: "required" }],
    [{ words: "box, crate", typed: "box" }, { words: "same_word" }],
    [{ words: "x".repeat(61), typed: "box" }, { words: "too_long" }],
    [{ words: Array.from({ length: 21 }, (_, at) => `w${at}`).join() }, { words: "too_many" }],
    [{ words: "a, b", typed: "???" }, { typed: "invalid_value" }],
  ])("are refused where they say nothing: %o", (typed, fields) => {
    expect(() => parseInput(synonymInput, typed)).toThrow(expect.objectContaining({ fields }));
  });
});
