import { createHash } from "node:crypto";
import { type Viewer, viewerFrom, visitor } from "../../app/domain/accounts/viewer.ts";
import { listCategories, requireCategory } from "../../app/domain/threads/categories.server.ts";
import { countWaiting, listThreads } from "../../app/domain/threads/list-threads.server.ts";
import type { Account } from "../../app/generated/prisma/client.ts";
import { pool, read } from "../../app/platform/db.server.ts";
import { readThreadPage } from "../../app/routes/threads.$number._index/read.server.ts";

/** What the product's thread page reads, by the same statements. */
export const threadData = (viewer: Viewer, id: number) => readThreadPage(viewer, id, "best", null);
export type ThreadData = Awaited<ReturnType<typeof threadData>>;

/** What its home reads. */
export async function homeData(viewer: Viewer) {
  const [{ rows: threads }, needing, , categories] = await Promise.all([
    listThreads(viewer, { view: "latest" }, null),
    countWaiting(viewer, "needs_attention"),
    countWaiting(viewer, "needs_check"),
    listCategories(viewer),
  ]);
  return { title: `Latest, ${needing} waiting`, threads, categories };
}

/** What the page of a category reads. */
export async function categoryData(viewer: Viewer, slug: string) {
  const category = await requireCategory(viewer, slug);
  const { rows: threads } = await listThreads(viewer, { view: "category", of: category.id }, null);
  return { title: category.name, threads, categories: [] };
}
export type ListData = Awaited<ReturnType<typeof homeData>>;

/** Who asks, by the session of their cookie. */
export async function viewerOfCookie(cookie: string | null): Promise<Viewer> {
  const token = /(?:^|;\s*)session=([^;]+)/.exec(cookie ?? "")?.[1];
  if (!token) return visitor();
  const id = createHash("sha256").update(token).digest("base64url");
  const [account] = await read<Account>(
    "bench.session",
    'SELECT account.* FROM "Session" session JOIN "Account" account ON account.id = session."accountId" WHERE session.id = $1 AND session."expiresAt" > now()',
    [id],
  );
  return account ? viewerFrom(account) : visitor();
}

/** The rows of a reply, in one transaction; not the jobs that follow from it. */
export function writeReply(viewer: Viewer, threadId: number, body: string): Promise<number> {
  return inTransaction(async (query) => {
    await query("bench.lock", 'SELECT 1 FROM "Thread" WHERE id = $1 FOR UPDATE', [threadId]);
    const id = await query(
      "bench.reply",
      `INSERT INTO "Post" ("threadId", position, "authorId", markdown)
       SELECT $1, (SELECT max(position) + 1 FROM "Post" WHERE "threadId" = $1), $2, $3 RETURNING id`,
      [threadId, viewer.id, body],
    );
    await query("bench.watch", WATCH, [threadId, viewer.id, "replied"]);
    await query(
      "bench.count",
      `UPDATE "Thread" SET "replyCount" = "replyCount" + 1, "lastPostAt" = now(), state = 'responded', "waitingSince" = NULL,
         "escalateAt" = NULL WHERE id = $1`,
      [threadId],
    );
    await query("bench.event", EVENT, ["thread.replied", viewer.id, threadId]);
    return id;
  });
}

/** The rows of a question, likewise. */
export function writeThread(viewer: Viewer, title: string, categoryId: number, body: string): Promise<number> {
  return inTransaction(async (query) => {
    const insert = `INSERT INTO "Thread" (title, "categoryId", "authorId", "waitingSince") VALUES ($1, $2, $3, now()) RETURNING id`;
    const id = await query("bench.thread", insert, [title, categoryId, viewer.id]);
    await query(
      "bench.question",
      'INSERT INTO "Post" ("threadId", position, "authorId", markdown) VALUES ($1, 1, $2, $3)',
      [id, viewer.id, body],
    );
    await query("bench.watch", WATCH, [id, viewer.id, "asked"]);
    await query("bench.event", EVENT, ["thread.asked", viewer.id, id]);
    return id;
  });
}

const WATCH = `INSERT INTO "Watch" ("threadId", "accountId", reason) VALUES ($1, $2, $3::"WatchReason") ON CONFLICT DO NOTHING`;
const EVENT = `INSERT INTO "Event" (kind, "actorId", "threadId", data) VALUES ($1, $2, $3, '{}')`;

type Query = (name: string, text: string, values: unknown[]) => Promise<number>;

async function inTransaction(steps: (query: Query) => Promise<number>): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const made = await steps(
      async (name, text, values) => (await client.query({ name, text, values })).rows[0]?.id ?? 0,
    );
    await client.query("COMMIT");
    return made;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
