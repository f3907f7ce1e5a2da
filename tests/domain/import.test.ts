import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { runImportCommand } from "../../app/commands/import.server.ts";
import { emptyTally, type ImportWatcher, importFile } from "../../app/commands/import-file.server.ts";
import { splitLines } from "../../app/commands/import-lines.server.ts";
import { finishRuns } from "../../app/commands/import-run.server.ts";
import { visitor } from "../../app/domain/accounts/viewer.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { searchPublic } from "../../search/search.server.ts";
import { corpus } from "../bench/corpus.ts";
import { cloneDatabase, resetDatabase } from "../support/database.ts";

const folder = mkdtempSync(path.join(tmpdir(), "answerloop-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => resetDatabase(databaseUrl()));

const fixture = (name: string) => path.join(import.meta.dirname, "../fixtures", name);

/** Imports and gives what was said of the lines that were skipped. */
async function importing(file: string) {
  const tally = emptyTally();
  const skipped: string[] = [];
  const watcher: ImportWatcher = {
    begin: () => {},
    read: () => {},
    skipped: (_file, line, reason) => skipped.push(`${line} ${reason.message}`),
    end: () => {},
  };
  await finishRuns([await importFile(file, tally, watcher)]);
  return { ...tally, skipped };
}

function write(name: string, content: string | Buffer) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Everything an import writes, without the numbers the database gave. */
const CONTENT = `
  SELECT md5(string_agg(row, E'\\n' ORDER BY row COLLATE "C")) AS digest, count(*)::int AS rows FROM (
    SELECT concat_ws('|', 'post', thread."importedFrom", thread."importedId", thread.title, thread.state, thread."replyCount",
      thread."viewCount", thread."createdAt", thread."lastPostAt", thread."solvedAt", category.slug, asker.handle, post.position,
      author.handle, author.name, author."createdAt", post.markdown, post.score, post."isStaff", post."createdAt", post."solutionAt") AS row
    FROM "Post" post JOIN "Thread" thread ON thread.id = post."threadId" JOIN "Category" category ON category.id = thread."categoryId"
    JOIN "Account" author ON author.id = post."authorId" JOIN "Account" asker ON asker.id = thread."authorId"
    UNION ALL SELECT concat_ws('|', 'tag', thread."importedFrom", thread."importedId", tag.slug, tag.name)
    FROM "ThreadTag" JOIN "Tag" tag ON tag.id = "tagId" JOIN "Thread" thread ON thread.id = "threadId") AS everything`;

async function contentOf(url: string): Promise<{ digest: string; rows: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(CONTENT);
  await client.end();
  return rows[0];
}

describe("An import", () => {
  test("brings threads, posts, accounts, categories and tags", async () => {
    expect(await importing(fixture("import-good.jsonl"))).toMatchObject({ threads: 7, posts: 16, skipped: [] });
    const thread = await prisma.thread.findFirstOrThrow({
      where: { importedFrom: "acme", importedId: "1" },
      include: { posts: { orderBy: { position: "asc" }, include: { author: true } }, tags: { include: { tag: true } } },
    });
    expect(thread).toMatchObject({ title: "Router loses Wi-Fi", viewCount: 120, replyCount: 2, state: "solved" });
    expect(thread.posts.map(({ position, score, isStaff }) => [position, score, isStaff])).toEqual([
      [1, 2, false],
      [2, -1, false],
      [3, 5, true],
    ]);
    expect(thread.posts[0]?.markdown).toBe("It **drops** at night.\nEvery night.");
    expect(thread.posts[2]?.solutionAt?.toISOString()).toBe("2021-03-02T09:00:00.000Z");
    expect(thread.lastPostAt.toISOString()).toBe("2021-03-02T09:00:00.000Z");
    expect(thread.tags.map(({ tag }) => tag.slug).sort()).toEqual(["setup", "wi-fi"]);
  });

  test("gives each thread the state that a thread grown here would have", async () => {
    await importing(fixture("import-good.jsonl"));
    const threads = await prisma.thread.findMany({ where: { importedFrom: "acme" }, orderBy: { importedId: "asc" } });
    const states = threads.map(({ state, solvedAt }) => [state, solvedAt !== null]);
    expect(states).toEqual([
      ["solved", true],
      ["needs_attention", false],
      ["solved", true],
      ["solved", true],
      ["needs_attention", false],
      ["responded", false],
    ]);
  });

  test("keeps people of different places apart, and gives nobody a way in or a rank", async () => {
    await importing(fixture("import-good.jsonl"));
    const people = await prisma.account.findMany({ orderBy: [{ importedFrom: "asc" }, { importedId: "asc" }] });
    expect(people.map(({ importedFrom, name }) => `${importedFrom} ${name}`)).toEqual([
      "acme Ana",
      "acme Vera",
      "acme ana",
      "acme Ωmega",
      "acme Вера",
      "other Ana",
      "other ana",
    ]);
    expect(new Set(people.map(({ handle }) => handle)).size).toBe(people.length);
    expect(people.every(({ email, passwordHash, role }) => !email && !passwordHash && role === "customer")).toBe(true);
    const ana = people.find(({ importedFrom, name }) => importedFrom === "acme" && name === "Ana");
    expect(ana?.createdAt.toISOString()).toBe("2021-02-01T10:00:00.000Z");
  });

  test("keeps categories of different places and of names with one slug apart", async () => {
    await importing(fixture("import-good.jsonl"));
    const categories = await prisma.category.findMany({ orderBy: { slug: "asc" } });
    expect(categories.map(({ slug, name }) => [slug, name])).toEqual([
      ["acme-c", "C++"],
      ["acme-c-2", "C"],
      ["other-c", "C"],
    ]);
  });

  test("tells nobody, starts no clock and queues no work for the sweep", async () => {
    await importing(fixture("import-good.jsonl"));
    expect(
      await prisma.thread.count({ where: { OR: [{ escalateAt: { not: null } }, { waitingSince: { not: null } }] } }),
    ).toBe(0);
    expect([await prisma.watch.count(), await prisma.notification.count(), await prisma.mail.count()]).toEqual([
      0, 0, 0,
    ]);
  });

  test("done twice changes nothing", async () => {
    await importing(fixture("import-good.jsonl"));
    const before = await contentOf(databaseUrl());
    expect(await importing(fixture("import-good.jsonl"))).toMatchObject({ threads: 0, posts: 0, known: 7 });
    expect(await contentOf(databaseUrl())).toEqual(before);
  });

  test("names each bad line with its reason, skips it and goes on", async () => {
    const { skipped, threads, known } = await importing(fixture("import-bad.jsonl"));
    expect(skipped).toEqual([
      "2 invalid_json",
      "3 missing (title)",
      "4 unstorable_characters (posts[0].body)",
      "5 unstorable_characters (posts[0].body)",
      "6 future_date (2921-02-01T10:00:00.000Z)",
    ]);
    expect({ threads, known }).toEqual({ threads: 2, known: 1 });
    expect((await prisma.importRun.findFirst())?.skipped).toBe(5);
    const titles = await prisma.thread.findMany({ orderBy: { importedId: "asc" }, select: { title: true } });
    expect(titles).toEqual([{ title: "Before" }, { title: "After" }]);
  });

  test("loses only the line that the database refuses", async () => {
    await pool.query(`ALTER TABLE "Post" ADD CONSTRAINT no_twos CHECK (markdown <> 'two')`);
    try {
      const { skipped, threads } = await importing(fixture("import-bad.jsonl"));
      expect(skipped.at(-1)).toBe("8 refused_by_database (23514)");
      expect(threads).toBe(1);
      expect((await prisma.importRun.findFirst())?.skipped).toBe(6);
    } finally {
      await pool.query('ALTER TABLE "Post" DROP CONSTRAINT no_twos');
    }
  });

  test("reads gzip, CRLF, a byte order mark, a last line without an end, and skips what is not UTF-8", async () => {
    const [good] = corpus(1);
    const line = JSON.stringify({ ...good, id: "crlf", posts: good?.posts.slice(0, 2) });
    const content = Buffer.concat([
      Buffer.from(`\ufeff${line}\r\n\r\n`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(line.replace("crlf", "last")),
    ]);
    const result = await importing(write("odd.jsonl.gz", gzipSync(content)));
    expect(result).toMatchObject({ threads: 2, skipped: ["3 invalid_utf8"] });
  });

  test("keeps what it has read of a file that ends in the middle, and says that it does", async () => {
    const whole = gzipSync([...corpus(300)].map((thread) => JSON.stringify(thread)).join("\n"));
    const half = write("half.jsonl.gz", whole.subarray(0, whole.length / 2));
    await expect(importing(half)).rejects.toThrow("unexpected end of file");
    const run = await prisma.importRun.findFirst();
    expect(run).toMatchObject({ finishedAt: null, threads: run?.linesDone });
    expect(run?.threads).toBeGreaterThan(50);
  });

  test("skips a line longer than the limit without holding it", async () => {
    async function* bytes() {
      yield Buffer.from("short\n");
      for (let piece = 0; piece < 50; piece++) yield Buffer.alloc(1000, "x");
      yield Buffer.from("\nshort again");
    }
    const lines = [];
    for await (const line of splitLines(bytes(), 10_000)) lines.push(line);
    expect(lines).toEqual([
      { number: 1, text: "short" },
      { number: 2, problem: "line_too_long" },
      { number: 3, text: "short again" },
    ]);
  });
});

test("What an import brought can be found, also when it was stopped before search had it", async () => {
  const good = fixture("import-good.jsonl");
  await importFile(good, emptyTally(), { begin: () => {}, read: () => {}, skipped: () => {}, end: () => {} });
  expect(await prisma.importRun.count({ where: { finishedAt: null } })).toBe(1);
  expect(await runImportCommand([good])).toBe(0);
  expect(await prisma.importRun.count({ where: { finishedAt: null } })).toBe(0);
  const { results } = await searchPublic(visitor(), { text: "question nobody answered" });
  expect(results[0]?.title.map(({ text }) => text).join("")).toBe("A question nobody answered");
});

const THREADS = 2_000;

describe("An import that is killed", () => {
  async function corpusFile() {
    const file = path.join(folder, "corpus.jsonl");
    const out = createWriteStream(file);
    for (const thread of corpus(THREADS)) if (!out.write(`${JSON.stringify(thread)}\n`)) await once(out, "drain");
    out.end();
    await once(out, "finish");
    return file;
  }

  function run(file: string, url: string) {
    const command = ["--import", "tsx", path.join(import.meta.dirname, "../fixtures/import-process.ts"), file];
    return spawn(process.execPath, command, { env: { ...process.env, DATABASE_URL: url }, stdio: "ignore" });
  }

  async function linesDone(url: string) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ linesDone: number }>('SELECT "linesDone" FROM "ImportRun"');
    await client.end();
    return rows[0]?.linesDone ?? 0;
  }

  test("and run again ends exactly as one that was left alone", async () => {
    const file = await corpusFile();
    expect(await importing(file)).toMatchObject({ threads: THREADS });
    const killed = await cloneDatabase();
    const victim = run(file, killed);
    const gone = once(victim, "exit");
    do await new Promise((resolve) => setTimeout(resolve, 20));
    while ((await linesDone(killed)) === 0 && victim.exitCode === null);
    victim.kill("SIGKILL");
    expect(await gone).toEqual([null, "SIGKILL"]);
    expect(await linesDone(killed)).toBeLessThan(THREADS);
    expect(await once(run(file, killed), "exit")).toEqual([0, null]);
    expect(await linesDone(killed)).toBe(THREADS);
    expect(await contentOf(killed)).toEqual(await contentOf(databaseUrl()));
  }, 180_000);
});

const shared = path.join(import.meta.dirname, "../../../shared/data/threads/beer.jsonl.gz");

test.skipIf(!existsSync(shared))("A real forum comes in whole (../shared/data/threads/beer)", async () => {
  expect(await importing(shared)).toMatchObject({ threads: 1_029, posts: 4_876, skipped: [] });
  expect(await prisma.thread.count({ where: { state: "solved" } })).toBe(619);
});
