import { beforeEach, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../app/domain/accounts/viewer.ts";
import { retractAnswer } from "../../app/domain/answers/retract-answer.server.ts";
import { askThread } from "../../app/domain/threads/ask-thread.server.ts";
import { hidePost } from "../../app/domain/threads/hide-post.server.ts";
import { hideThread, unhideThread } from "../../app/domain/threads/hide-thread.server.ts";
import { markSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { readThreadOfPage } from "../../app/domain/threads/read-thread.server.ts";
import { replyToThread } from "../../app/domain/threads/reply-to-thread.server.ts";
import type { ReadableBy } from "../../app/generated/prisma/enums.ts";
import { indexDocument } from "../../app/jobs/index-documents.server.ts";
import { rankNeighbours } from "../../app/jobs/rank-neighbours.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import type { Arrangement } from "../../search/arranged.server.ts";
import { loadDocuments } from "../../search/documents.server.ts";
import { postgresEngine } from "../../search/engines.server.ts";
import { neighboursIn } from "../../search/neighbours.server.ts";
import { queueReindexWhenEmpty } from "../../search/reindex.server.ts";
import { type PublicResults, searchPublic, similarThreads, suggestPublic } from "../../search/search.server.ts";
import { forgetSynonyms } from "../../search/synonyms.server.ts";
import { makeAnswer, runJobs, text } from "../factories/answers.ts";
import { makeCase, makeViewer } from "../factories/tickets.ts";
import { makeDocument } from "./documents.ts";

const index = () => runJobs({ index: indexDocument, notify: async () => {}, reopen_ticket: async () => {} });
const anybody = visitor();
let count = 0;

async function makeCategory(readableBy: ReadableBy = "everyone") {
  return prisma.category.create({ data: { slug: `search-${++count}`, name: `Place ${count}`, readableBy } });
}

interface Asked {
  title: string;
  body?: string;
  categoryId?: number;
  tried?: string;
  desiredOutcome?: string;
}

async function ask(
  viewer: Viewer,
  { title, body = "It happens every day.", categoryId, tried = "", desiredOutcome = "" }: Asked,
) {
  const place = categoryId ?? (await makeCategory()).id;
  return askThread(viewer, { title, body, categoryId: place, tried, desiredOutcome, expected: "", tags: [] });
}

const titles = async (viewer: Viewer, text: string) =>
  (await searchPublic(viewer, { text })).results.map(({ title }) => title.map((part) => part.text).join(""));

let asker: Viewer;
let agent: Viewer;
beforeEach(async () => {
  asker = await makeViewer("customer");
  agent = await makeViewer("lead");
});

describe("searching", () => {
  test("finds a thread by its question and by its solution, and shows the solution's first lines with what matched", async () => {
    const { id } = await ask(asker, {
      title: "Oven clock resets",
      body: "After **every** power cut.\n\n> The panel says blinkenlight\n\n```\nERR_CLOCK_7\n```",
    });
    const { id: replyId } = await replyToThread(agent, id, {
      body: "Replace the backup capacitor.\n\n> After every power cut.",
    });
    await markSolution(asker, replyId);
    await index();
    for (const text of ["oven clock", "capacitors", "ERR_CLOCK_7", "blinkenlight"]) {
      const { results } = await searchPublic(anybody, { text });
      expect(results, text).toHaveLength(1);
      expect(results[0]).toMatchObject({ kind: "thread", id, href: `/threads/${id}`, isSolved: true, replies: 1 });
      expect(results[0]?.solution).toMatchObject({ answer: null });
    }
    const [result] = (await searchPublic(anybody, { text: "capacitors" })).results;
    expect(result?.solution?.text).toContainEqual({ at: 19, text: "capacitor", isMatch: true });
    expect(result?.passage.map(({ text }) => text).join("")).toBe("After every power cut.");
  });

  test("puts the company's answer first, and shows it as the solution of its thread", async () => {
    const { answerId, threadId } = await makeAnswer(undefined, {
      title: "Keep the Wi-Fi password",
      body: "Hold the **quokka** button for five seconds.",
      changeNote: "",
    });
    await index();
    const { results } = await searchPublic(anybody, { text: "quokka" });
    expect(results.map(({ kind, id }) => [kind, id])).toEqual([
      ["answer", answerId],
      ["thread", threadId],
    ]);
    expect(results[0]).toMatchObject({
      answer: { version: 1 },
      passage: [{ text: "Hold the " }, { text: "quokka", isMatch: true }, {}],
    });
    expect(results[1]?.solution).toMatchObject({
      text: [],
      answer: { id: answerId, title: "Keep the Wi-Fi password" },
    });
    const { results: threads } = await searchPublic(anybody, { text: "quokka", filters: { kind: "thread" } });
    expect(threads[0]?.solution?.text.map(({ text }) => text).join("")).toBe(
      "Hold the quokka button for five seconds.",
    );
  });

  test.each([
    ["Russian", "Телефончик не печатает после обновления", "Телефоничк", "телефончик"],
    ["Serbian", "Штампачић не ради после надоградње", "штмпачић", "штампачић"],
    ["Serbian in Latin, asked in Cyrillic", "Njuškalica ne radi posle nadogradnje", "њушкаица", "њушкалица"],
    ["Bulgarian", "Прахосмукачката не работи след обновяване", "прахосмуачката", "прахосмукачката"],
    ["Serbian, asked in Latin", "Усисивачица не ради после надоградње", "usisivaica", "usisivacica"],
  ])("says it in the script in which it was typed: %s", async (_, title, typed, readAs) => {
    await ask(asker, { title, body: `${title}. ${title}.` });
    await index();
    expect((await searchPublic(anybody, { text: typed })).readAs).toBe(readAs);
  });

  test("says what it read a mistyped word as, or takes it as it is when asked to", async () => {
    await ask(asker, { title: "Dishwasher leaks at the hinge" });
    await index();
    expect(await searchPublic(anybody, { text: "Dishwahser leaks" })).toMatchObject({
      readAs: "dishwasher leaks",
      results: [{}],
    });
    expect(await searchPublic(anybody, { text: "dishwahser", isVerbatim: true })).toMatchObject({
      readAs: null,
      results: [],
      next: null,
    });
  });

  test("goes on where a page ended", async () => {
    for (let i = 0; i < 5; i++) await ask(asker, { title: `Xylophone ${i}` });
    await index();
    const first = await searchPublic(anybody, { text: "xylophone", limit: 3 });
    const second = await searchPublic(anybody, { text: "xylophone", limit: 3, after: first.next });
    const ids = [...first.results, ...second.results].map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(second.next).toBeNull();
  });

  test("pages through what may be seen, each once, however much of what is found may not be", async () => {
    const asked: number[] = [];
    for (let i = 0; i < 12; i++) asked.push((await ask(asker, { title: `Bassoon ${i}` })).id);
    await index();
    const hidden = asked.filter((_, at) => at % 3 !== 1);
    await prisma.thread.updateMany({ where: { id: { in: hidden } }, data: { hiddenAt: new Date() } });
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page: PublicResults = await searchPublic(anybody, { text: "bassoon", limit: 3, after });
      expect(page.results.length).toBeGreaterThan(0);
      expect(page.facets.total).toBe(4);
      seen.push(...page.results.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen.sort((a, b) => a - b)).toEqual(asked.filter((id) => !hidden.includes(id)));
  });

  test("goes on beyond the best, each once, and says where a page begins", async () => {
    const documents = Array.from({ length: 130 }, (_, at) => makeDocument({ id: 50_000 + at, title: `Ocarina ${at}` }));
    await postgresEngine().upsert(documents);
    const question = { text: "ocarina", scope: { categories: null } };
    const best = await postgresEngine().query({ ...question, limit: 200 });
    const all = await postgresEngine().query({ ...question, limit: 1000 });
    expect([best.hits.length, all.hits.length]).toEqual([120, 130]);
    expect(all.hits.slice(0, 120)).toEqual(best.hits);
    expect(new Set(all.hits.map(({ id }) => id)).size).toBe(130);
    expect(all.candidates).toEqual(best.candidates);
    await postgresEngine().remove(documents);
    expect(await searchPublic(anybody, { text: "xylophone", limit: 3, after: "p3" })).toMatchObject({
      from: 3,
      next: null,
    });
  });

  describe("arranged by what the rows say at this moment", () => {
    const ids = async (arrangement: Arrangement, text = "zither") =>
      (await searchPublic(anybody, { text, arrangement, filters: { category } })).results.map(({ id }) => id);
    let category: number;
    let [plain, old, talked]: number[] = [];
    beforeEach(async () => {
      category = (await makeCategory()).id;
      const asked = [];
      for (const title of ["Zither string", "Zither string snaps", "Zither string snaps again"])
        asked.push((await ask(asker, { title, categoryId: category })).id);
      [plain, old, talked] = asked;
      await prisma.thread.update({ where: { id: old }, data: { createdAt: new Date("2020-01-01"), affectedCount: 9 } });
      for (let i = 0; i < 2; i++) await replyToThread(agent, talked ?? 0, { body: `Tune it ${i}.` });
      await index();
      const liked = await prisma.post.findFirstOrThrow({ where: { threadId: talked, position: 3 } });
      await prisma.post.update({ where: { id: liked.id }, data: { score: 4 } });
    });

    test("the newest, the last word, the most votes or the most affected come first", async () => {
      expect(await ids({ order: "newest" })).toEqual([talked, plain, old]);
      expect((await ids({ order: "active" }))[0]).toBe(talked);
      expect((await ids({ order: "votes" }))[0]).toBe(talked);
      expect((await ids({ order: "affected" }))[0]).toBe(old);
    });

    test("by how many posts there are, without words as well", async () => {
      for (const text of ["zither", ""]) {
        expect(await ids({ minPosts: 3 }, text)).toEqual([talked]);
        expect(await ids({ minPosts: 4 }, text)).toEqual([]);
      }
    });

    test("what a hidden reply was voted for counts no more, and what holds one word of two does not come first", async () => {
      await prisma.post.updateMany({ where: { score: 4 }, data: { hiddenAt: new Date() } });
      await prisma.thread.update({ where: { id: talked }, data: { createdAt: new Date("2019-01-01") } });
      const { id: newest } = await ask(asker, { title: "A zither", categoryId: category });
      await index();
      expect(await ids({ order: "newest" }, "zither string snaps")).toEqual([old, talked]);
      expect((await ids({ order: "newest" }))[0]).toBe(newest);
      expect((await ids({ order: "votes" }))[0]).not.toBe(talked);
    });
  });

  test("a title edited a moment ago is not found by what it said", async () => {
    const { id } = await ask(asker, { title: "Harmonium pedal", body: "The harmonium pedal sticks." });
    await index();
    const filters = { inTitle: true } as const;
    expect((await searchPublic(anybody, { text: "harmonium", filters })).results).toHaveLength(1);
    await prisma.thread.update({ where: { id }, data: { title: "Something sticks" } });
    expect((await searchPublic(anybody, { text: "harmonium", filters })).results).toEqual([]);
  });

  test("says how many there are: exactly where they were counted, else in round numbers", async () => {
    const { count } = await searchPublic(anybody, { text: "nothing of the kind" });
    expect(count).toEqual({ is: "exact", number: 0 });
    const { id: categoryId } = await makeCategory();
    await prisma.$executeRaw`INSERT INTO "Thread" (title, "categoryId", "authorId")
      SELECT 'Balalaika ' || n, ${categoryId}, ${asker.id} FROM generate_series(1, 134) AS n`;
    await prisma.$executeRaw`INSERT INTO "Post" ("threadId", position, "authorId", markdown)
      SELECT id, 1, "authorId", 'It twangs.' FROM "Thread" WHERE title LIKE 'Balalaika %'`;
    const made = await prisma.thread.findMany({ where: { categoryId }, select: { id: true } });
    await postgresEngine().upsert(
      await loadDocuments(
        pool,
        made.map(({ id }) => ({ kind: "thread", id })),
      ),
    );
    expect(await searchPublic(anybody, { text: "balalaika" })).toMatchObject({ count: { is: "about", number: 130 } });
    await prisma.thread.updateMany({
      where: { id: { in: made.slice(9).map(({ id }) => id) } },
      data: { hiddenAt: new Date() },
    });
    await postgresEngine().remove(made.slice(30).map(({ id }) => ({ kind: "thread", id })));
    expect(await searchPublic(anybody, { text: "balalaika" })).toMatchObject({ count: { is: "exact", number: 9 } });
  });

  test("suggests titles while somebody types", async () => {
    const { id } = await ask(asker, { title: "Percolator gurgles" });
    await index();
    expect(await suggestPublic(anybody, "perco")).toEqual([
      { kind: "thread", href: `/threads/${id}`, title: "Percolator gurgles", isSolved: false },
    ]);
  });

  test("suggests what an admin says means the same", async () => {
    const { id } = await ask(asker, { title: "Samovar whistles" });
    await index();
    await prisma.searchSynonym.create({ data: { typed: "coffeepot", words: ["samovar"] } });
    forgetSynonyms();
    expect(await suggestPublic(anybody, "coffeepot whis")).toMatchObject([{ href: `/threads/${id}` }]);
    expect(await suggestPublic(anybody, "coffeepot")).toMatchObject([{ href: `/threads/${id}` }]);
    await prisma.searchSynonym.deleteMany();
    forgetSynonyms();
  });
});

describe("what one may not read is not found", () => {
  test.each(["members", "staff"] as const)("a thread in a category for %s", async (readableBy) => {
    const { id: categoryId } = await makeCategory(readableBy);
    await ask(agent, { title: "Wombat plans", body: "Wombat.", categoryId });
    await index();
    expect(await titles(anybody, "wombat")).toEqual([]);
    expect(await titles(asker, "wombat")).toEqual(readableBy === "members" ? ["Wombat plans"] : []);
    expect(await titles(agent, "wombat")).toEqual(["Wombat plans"]);
    await prisma.category.update({
      where: { id: categoryId },
      data: { slug: `gone-${categoryId}`, readableBy: "everyone" },
    });
    expect(await titles(anybody, "wombat")).toEqual(["Wombat plans"]);
    await prisma.thread.deleteMany({ where: { categoryId } });
  });

  test("nor its words, by a correction or a suggestion", async () => {
    const { id: categoryId } = await makeCategory("staff");
    await ask(agent, { title: "Hippopotamus launch", categoryId });
    await index();
    expect(await searchPublic(anybody, { text: "hipopotamus" })).toMatchObject({ readAs: null, results: [] });
    expect(await suggestPublic(anybody, "hippo")).toEqual([]);
    expect(await similarThreads(anybody, { title: "Hippopotamus launch", text: "" })).toEqual([]);
    expect((await searchPublic(agent, { text: "hipopotamus" })).readAs).toBe("hippopotamus");
  });

  test("a hidden thread at once, while the index still holds it, and again once it is shown again", async () => {
    const { id } = await ask(asker, { title: "Gazelle stuck" });
    await index();
    await hideThread(agent, id);
    expect(await titles(anybody, "gazelle")).toEqual([]);
    expect(await titles(agent, "gazelle")).toEqual([]);
    expect(await suggestPublic(anybody, "gazel")).toEqual([]);
    expect(await searchPublic(anybody, { text: "gazzelle" })).toMatchObject({ readAs: null });
    await index();
    const { rows } = await pool.query("SELECT FROM search.document WHERE document = $1", [id]);
    expect(rows).toEqual([]);
    await unhideThread(agent, id);
    await index();
    expect(await titles(anybody, "gazelle")).toEqual(["Gazelle stuck"]);
  });

  test("the words of a hidden post, at once in what is shown and soon in what is found", async () => {
    const { id } = await ask(asker, { title: "Lynx" });
    const { id: replyId } = await replyToThread(asker, id, { body: "My address is Caterpillar Road." });
    await markSolution(agent, replyId);
    await index();
    expect(await titles(anybody, "caterpillar")).toEqual(["Lynx"]);
    await hidePost(agent, replyId);
    expect(JSON.stringify(await searchPublic(anybody, { text: "caterpillar" }))).not.toMatch(/Caterpillar Road/);
    await index();
    expect(await titles(anybody, "caterpillar")).toEqual([]);
  });

  test("a retracted answer, at once, and its words in its thread", async () => {
    const { answerId, reviewer, threadId } = await makeAnswer(undefined, {
      title: "Press it",
      body: "Press the ocelot.",
      changeNote: "",
    });
    await index();
    await retractAnswer(reviewer, answerId, { reason: "wrong" });
    const { results } = await searchPublic(anybody, { text: "ocelot" });
    expect(results.filter(({ kind }) => kind === "answer")).toEqual([]);
    expect(JSON.stringify(results)).not.toMatch(/Press the ocelot/);
    await index();
    expect(await titles(anybody, "ocelot")).toEqual([]);
    const { rows } = await pool.query("SELECT vector::text FROM search.document WHERE document = $1", [threadId]);
    expect(rows[0].vector).not.toMatch(/ocelot/);
  });

  test("nothing of the private lane is in any document", async () => {
    const { ticketId, requester, agent: worker } = await makeCase("open", { desiredOutcome: "An armadillo." });
    await prisma.note.create({ data: { ticketId, authorId: worker.id, markdown: "Armadillo note." } });
    await prisma.response.create({
      data: { ticketId, authorId: requester.id, isFromStaff: false, markdown: "Armadillo reply." },
    });
    await prisma.ticket.update({ where: { id: ticketId }, data: { subject: "Armadillo", version: { increment: 1 } } });
    const { id } = await ask(asker, { title: "Plain question", desiredOutcome: "Armadillo refund" });
    await indexDocument({ threadId: id });
    await index();
    const { rows } = await pool.query("SELECT title, vector::text FROM search.document");
    expect(JSON.stringify(rows)).not.toMatch(/armadillo/i);
    const { rows: words } = await pool.query("SELECT word FROM search.word WHERE word LIKE 'armadill%'");
    expect(words).toEqual([]);
  });
});

describe("similar threads", () => {
  test("are those with the same rare words, without the thread itself, and none when nothing is near", async () => {
    const one = await ask(asker, { title: "Projector overheats within minutes", body: "The projector fan screams." });
    const other = await ask(asker, { title: "Projector fan screams", body: "It overheats." });
    await ask(asker, { title: "Invoice came twice" });
    await index();
    const near = await similarThreads(anybody, {
      title: "Projector overheats",
      text: "The fan screams",
      excludeThreadId: one.id,
    });
    expect(near.map(({ id }) => id)).toEqual([other.id]);
    expect(near[0]).toMatchObject({ isSolved: false, excerpt: "It overheats." });
    expect(await similarThreads(anybody, { title: "Unheard-of zeppelin", text: "" })).toEqual([]);
    expect(await similarThreads(anybody, { title: "", text: "" })).toEqual([]);
  });
});

describe("the neighbours of a thread", () => {
  const neighboursOf = async (viewer: Viewer, id: number) => neighboursIn(await readThreadOfPage(viewer, id));

  test("are ranked by a job, and shown as they are now", async () => {
    const one = await ask(asker, { title: "Gyroscope drifts after landing", body: "The gyroscope drifts." });
    const other = await ask(asker, { title: "Gyroscope drifts", body: "After landing it drifts." });
    await index();
    expect(await neighboursOf(anybody, one.id)).toEqual([]);
    const queued = `rank_neighbours:${one.id}`;
    const jobs = async () => (await pool.query("SELECT FROM graphile_worker.jobs WHERE key = $1", [queued])).rowCount;
    await expect.poll(jobs).toBe(1);
    await rankNeighbours({ threadId: one.id });
    await rankNeighbours({ threadId: one.id });
    expect(await neighboursOf(anybody, one.id)).toEqual([
      { id: other.id, title: "Gyroscope drifts", state: "needs_attention" },
    ]);
    await prisma.thread.update({ where: { id: other.id }, data: { hiddenAt: new Date() } });
    expect(await neighboursOf(anybody, one.id)).toEqual([]);
  });

  test("are the same only where they hold what was asked: a near miss is a neighbour, and no more", async () => {
    const place = (await makeCategory()).id;
    const put = (title: string, body: string) => ask(asker, { title, body, categoryId: place });
    const one = await put(
      "Espresso machine leaks water from the group head",
      "It leaks under pressure since descaling.",
    );
    const same = await put(
      "Water leaks at the group head",
      "My espresso machine leaks under pressure since I descaled it.",
    );
    const near = await put(
      "Espresso machine grinds but the group head stays cold",
      "No pressure, no water since descaling.",
    );
    await index();
    await rankNeighbours({ threadId: one.id });
    const ranked = await prisma.threadNeighbours.findUniqueOrThrow({ where: { threadId: one.id } });
    expect(ranked.neighbours.slice(0, 2)).toEqual([same.id, near.id]);
    expect(ranked.same).toEqual([same.id]);
  });

  test("of no thread are none, and nothing is queued for it", async () => {
    await rankNeighbours({ threadId: 999_999 });
    const { rows } = await pool.query("SELECT FROM graphile_worker.jobs WHERE key = 'rank_neighbours:999999'");
    expect(rows).toEqual([]);
  });
});

describe("the job", () => {
  test("writes what the row is when it runs, twice as once", async () => {
    const { id } = await ask(asker, { title: "Narwhal" });
    await prisma.thread.update({ where: { id }, data: { title: "Beluga" } });
    await indexDocument({ threadId: id });
    await indexDocument({ threadId: id });
    expect(await titles(anybody, "beluga")).toEqual(["Beluga"]);
    expect(await titles(anybody, "narwhal")).toEqual([]);
    await indexDocument({ threadId: 999_999 });
    await indexDocument({ answerId: 0 });
  });

  test("of many for one thread at once, the last row stands", async () => {
    const { id } = await ask(asker, { title: "Count 0" });
    await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        await prisma.thread.update({ where: { id }, data: { title: `Tarantula ${at}` } });
        await indexDocument({ threadId: id });
      }),
    );
    const { title } = await prisma.thread.findUniqueOrThrow({ where: { id } });
    const { rows } = await pool.query("SELECT title FROM search.document WHERE document = $1", [id]);
    expect(rows).toEqual([{ title }]);
  });
});

describe("many changes at once", () => {
  const waiting = async () =>
    (await pool.query<{ key: string }>("SELECT key FROM graphile_worker.jobs WHERE key LIKE 'index:thread:%'")).rows
      .length;
  const noted = async () => (await pool.query(`SELECT FROM "SearchChange" WHERE engine = 'gathered'`)).rows.length;
  const found = async (title: string) =>
    (await pool.query("SELECT FROM search.document WHERE title LIKE $1 || '%'", [title])).rows.length;

  test("are written by the first of their jobs, in batches", async () => {
    const ids: number[] = [];
    const { id: categoryId } = await makeCategory();
    for (let i = 0; i < 70; i++) ids.push((await ask(asker, { title: `Pangolin ${i}`, categoryId })).id);
    await prisma.thread.update({ where: { id: ids[5] ?? 0 }, data: { hiddenAt: new Date() } });
    await indexDocument({ threadId: ids[0] ?? 0 });
    expect(await found("Pangolin")).toBe(69);
    expect([await waiting(), await noted()]).toEqual([0, 0]);
  });

  test("are found again when the job that took them along was killed", async () => {
    const { id } = await ask(asker, { title: "Numbat" });
    await pool.query("DELETE FROM graphile_worker._private_jobs");
    await pool.query(`INSERT INTO "SearchChange" VALUES ('gathered', $1, now() - interval '1 minute')`, [id]);
    await indexDocument({ gather: true });
    expect([await found("Numbat"), await noted()]).toEqual([1, 0]);
  });
});

test("a company answer past the day it was to be looked at again comes after a fresh one, at once", async () => {
  const words = { ...text, title: "Axolotl tank", body: "Cool the axolotl tank." };
  const [first, second] = [await makeAnswer(undefined, words), await makeAnswer(undefined, words)];
  await index();
  const order = async () =>
    (await searchPublic(anybody, { text: "axolotl tank", filters: { kind: "answer" } })).results.map(({ id }) => id);
  for (const stale of [first, second]) {
    await prisma.answer.updateMany({ data: { reviewDueAt: null } });
    await prisma.answer.update({ where: { id: stale.answerId }, data: { reviewDueAt: new Date(Date.now() - 1000) } });
    expect((await order()).at(-1)).toBe(stale.answerId);
  }
});

test("a forum with an empty index, as after an upgrade, is read anew when the worker starts; a full one is left alone", async () => {
  await ask(asker, { title: "Chinchilla dust" });
  await pool.query("DELETE FROM graphile_worker._private_jobs");
  await pool.query("TRUNCATE search.document, search.posting, search.word, search.frequency");
  await queueReindexWhenEmpty();
  await index();
  expect(await titles(anybody, "chinchilla")).toEqual(["Chinchilla dust"]);
  await queueReindexWhenEmpty();
  expect((await pool.query("SELECT FROM graphile_worker._private_jobs WHERE key = 'index:reindex'")).rows).toEqual([]);
});
