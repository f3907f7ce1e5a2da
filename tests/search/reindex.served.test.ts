import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { beforeEach, expect, test, vi } from "vitest";
import { visitor } from "../../app/domain/accounts/viewer.ts";
import { hideThread } from "../../app/domain/threads/hide-thread.server.ts";
import { indexDocument } from "../../app/jobs/index-documents.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { type ReindexProgress, ReindexRunning, reindex } from "../../search/reindex.server.ts";
import { searchPublic } from "../../search/search.server.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";

const THREADS = 3000;

beforeEach(async () => {
  await pool.query(`TRUNCATE "SearchRebuild", "SearchChange"`);
  await pool.query("DROP SCHEMA IF EXISTS search_next CASCADE");
});

/** Many threads at once, each with a word of its own. */
async function makeThreads(count: number) {
  const author = await makeViewer();
  await makeThread(author);
  await pool.query(
    `WITH asked AS (
       INSERT INTO "Thread" (title, "categoryId", "authorId")
       SELECT 'Gadget ' || to_hex(number) || 'q beeps', (SELECT min(id) FROM "Category"), $1 FROM generate_series(1, $2::int) AS number
       RETURNING id, title
     )
     INSERT INTO "Post" ("threadId", position, "authorId", markdown)
     SELECT id, 1, $1, 'It is the ' || title || ' again and again.' FROM asked`,
    [author.id, count],
  );
  return prisma.thread.findMany({ select: { id: true, title: true }, orderBy: { id: "asc" } });
}

const indexed = async () => {
  const { rows } = await pool.query<{ document: number; title: string }>(
    "SELECT document, title FROM search.document ORDER BY document",
  );
  return rows.map(({ document, title }) => ({ id: document, title }));
};

const visible = () =>
  prisma.thread.findMany({ where: { hiddenAt: null }, select: { id: true, title: true }, orderBy: { id: "asc" } });

test("fills a new index, with progress, and puts it in place; a second run gives the same", async () => {
  const threads = await makeThreads(THREADS);
  const told: ReindexProgress[] = [];
  expect(await reindex({ onProgress: (progress) => told.push(progress) })).toBe(threads.length);
  expect(await indexed()).toEqual(threads);
  expect(told.at(0)).toMatchObject({ engine: "postgres", phase: "loading", total: threads.length });
  expect(told.at(-1)).toMatchObject({ phase: "done", done: threads.length });
  await reindex();
  expect(await indexed()).toEqual(threads);
  expect(await prisma.searchRebuild.count()).toBe(0);
});

test("goes on where it was killed, and what changed before, meanwhile and after the kill is as it is now", async () => {
  const agent = await makeViewer("lead");
  const threads = await makeThreads(THREADS);
  await reindex();
  const killed = await startAndKillIn("loading");
  const { threadsDone } = await prisma.searchRebuild.findUniqueOrThrow({ where: { engine: "postgres" } });
  expect(threadsDone).toBeGreaterThan(threads[0]?.id ?? 0);
  expect(killed).toBeLessThan(threads.length);
  expect(await indexed()).toHaveLength(threads.length); // the old index serves all the while
  const [early, hidden] = [threads[1]?.id ?? 0, threads[2]?.id ?? 0];
  await prisma.thread.update({ where: { id: early }, data: { title: "Zebra crossing" } });
  await hideThread(agent, hidden);
  for (const threadId of [early, hidden]) await indexDocument({ threadId });
  const told: number[] = [];
  await reindex({ onProgress: ({ done }) => told.push(done) });
  expect(told[0]).toBeGreaterThan(400); // it did not begin anew
  expect((await searchPublic(visitor(), { text: "zebra" })).results.map(({ id }) => id)).toEqual([early]);
  expect(await indexed()).toEqual(await visible());
});

test("loses no change and answers every search while threads change under it", async () => {
  const threads = await makeThreads(THREADS);
  await reindex();
  let isOver = false;
  const missing: string[] = [];
  const search = async () => {
    while (!isOver) {
      const { title } = threads[Math.floor(Math.random() * threads.length)] ?? threads[0] ?? { title: "" };
      const word = title.split(" ")[1] ?? "";
      const { results } = await searchPublic(visitor(), { text: `gadget ${word}`, limit: 1 });
      if (results.length === 0) missing.push(title);
    }
  };
  const change = async (from: number) => {
    for (let round = 0; !isOver; round++) {
      const { id = 0 } = threads[(from + round * 7) % threads.length] ?? {};
      await pool.query(`UPDATE "Thread" SET title = $2 WHERE id = $1`, [
        id,
        `Gadget ${id.toString(16)}q hums ${from} ${round}`,
      ]);
      await indexDocument({ threadId: id });
    }
  };
  const work = [search(), change(0), change(1)];
  await reindex();
  isOver = true;
  await Promise.all(work);
  expect(missing).toEqual([]);
  expect(await indexed()).toEqual(await visible());
});

test("is refused while another runs", async () => {
  await makeThreads(10);
  const [first, second] = await Promise.allSettled([reindex(), reindex()]);
  const failed = [first, second].filter((one) => one?.status === "rejected");
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ reason: expect.any(ReindexRunning) });
});

test("answers nothing wrong, missing or private while threads are edited, hidden, moved and deleted under it, though it is killed", async () => {
  const threads = await makeThreads(THREADS);
  const { id: inner } = await prisma.category.create({ data: { slug: "inner", name: "Inner", readableBy: "staff" } });
  const { id: outer } = await prisma.category.create({ data: { slug: "outer", name: "Outer" } });
  await reindex();
  const shownNow = new Set((await visible()).map(({ id }) => id)); // tests before this one have hidden some
  const state = new Map(threads.map(({ id, title }) => [id, { title, isPublic: shownNow.has(id), isBusy: false }]));
  const failures: string[] = [];
  let searches = 0;
  let changes = 0;
  let isOver = false;
  const pick = () => threads[1 + Math.floor(Math.random() * (threads.length - 1))]?.id ?? 0;

  /** Nobody else's while it changes: what is true of it is known before and after. */
  const withThread = async (
    run: (id: number, one: { title: string; isPublic: boolean; isBusy: boolean }) => Promise<void>,
  ) => {
    const id = pick();
    const one = state.get(id);
    if (!one || one.isBusy) return;
    one.isBusy = true;
    await run(id, one);
    one.isBusy = false;
  };
  const search = async () => {
    while (!isOver) {
      await withThread(async (id, { title, isPublic }) => {
        const { results } = await searchPublic(visitor(), { text: `"${title.split(" ").slice(0, 2).join(" ")}"` });
        const shown = results.find((result) => result.id === id);
        if (isPublic !== (shown !== undefined)) failures.push(`${id} ${title}: ${isPublic ? "missing" : "private"}`);
        if (shown && shown.title.map(({ text }) => text).join("") !== title) failures.push(`${id} ${title}: wrong`);
        searches++;
      });
    }
  };
  const change = async () => {
    while (!isOver) {
      await withThread(async (id, one) => {
        const kind = changes++ % 5;
        if (kind === 0) one.title = `${one.title.split(" ").slice(0, 2).join(" ")} hums ${changes}`;
        one.isPublic = kind === 0 || kind === 4;
        if (kind === 3 && (await deleteThread(id))) state.delete(id);
        else await update(id, one, kind === 2 ? inner : outer, kind === 1);
        await indexDocument({ threadId: id });
      });
    }
  };
  const work = [search(), search(), change(), change()];
  await startAndKillIn("loading");
  expect(await prisma.searchRebuild.count()).toBe(1);
  await onceFree(() => startAndKillIn("finishing", 1));
  await onceFree(reindex);
  isOver = true;
  await Promise.all(work);
  console.info(`reindex under load: ${changes} changes, ${searches} searches, ${failures.length} wrong`);
  expect(failures).toEqual([]);
  expect(await indexed()).toEqual(await visible());
  const { rows: strays } = await pool.query(
    `SELECT document FROM search.document LEFT JOIN "Thread" AS thread ON thread.id = document WHERE thread."categoryId" IS DISTINCT FROM category`,
  );
  expect(strays).toEqual([]);
});

/** The database notices in its own time that a process was killed, and only then gives its lock back. */
async function onceFree(run: () => Promise<unknown>) {
  await vi.waitUntil(
    async () =>
      (await pool.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 540812333")).rowCount === 0,
    {
      timeout: 20_000,
    },
  );
  await run();
}

const update = (id: number, { title }: { title: string }, categoryId: number, isHidden: boolean) =>
  pool.query(
    `UPDATE "Thread" SET title = $2, "categoryId" = $3, "hiddenAt" = CASE WHEN $4 THEN now() END WHERE id = $1`,
    [id, title, categoryId, isHidden],
  );

async function deleteThread(id: number) {
  await pool.query(`DELETE FROM "Post" WHERE "threadId" = $1`, [id]);
  return (await pool.query(`DELETE FROM "Thread" WHERE id = $1`, [id])).rowCount;
}

/** Starts a reindex in a process of its own and kills it at its third batch, or sooner. Gives how far it said it was. */
async function startAndKillIn(phase: ReindexProgress["phase"], at = 3): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "tests/search/programs/reindex.ts"], {
    env: { PATH: "/usr/bin:/bin", DATABASE_URL: databaseUrl(), LOG_LEVEL: "silent", NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let lines = 0;
  let done = 0;
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    if (!line.startsWith(phase)) continue;
    done = Number(line.split(" ")[1]);
    if (++lines === at) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return done;
}
