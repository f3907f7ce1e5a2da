import { type Category, type Post, Prisma, type Thread } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { THREAD_IS_VISIBLE, threadScope, visible } from "../permissions.ts";

export const threadWithCategory = { category: true } satisfies Prisma.ThreadInclude;

/** The thread, or not found for whoever may not see it. */
export async function requireThread(viewer: Viewer, threadId: number) {
  const where = { AND: [{ id: threadId }, visible.threads(viewer)] };
  const thread = await prisma.thread.findFirst({ where, include: threadWithCategory });
  if (!thread) throw new NotFound();
  return thread;
}

export type LockedThread = Thread & { category: Category };

// By name, so that the statement may be kept over an upgrade that adds a column.
export const THREAD_COLUMNS = Object.values(Prisma.ThreadScalarFieldEnum)
  .map((column) => `thread."${column}"`)
  .join(", ");

const LOCK = `SELECT ${THREAD_COLUMNS}, row_to_json(category) AS category FROM "Thread" thread
  JOIN "Category" category ON category.id = thread."categoryId"
  WHERE thread.id = $4 AND ${THREAD_IS_VISIBLE} FOR UPDATE OF thread`;

/**
 * Locks the thread for the rest of the transaction and reads it as it is now. Every verb that changes a thread, its
 * posts or its ticket begins here, so two of them never see the same state.
 */
export async function lockThread(tx: Tx, viewer: Viewer, threadId: number): Promise<LockedThread> {
  const [thread] = await tx.$queryRawUnsafe<LockedThread[]>(LOCK, ...threadScope(viewer), threadId);
  if (!thread) throw new NotFound();
  return thread;
}

/** Locks the post's thread, then reads both. */
export async function lockPost(tx: Tx, viewer: Viewer, postId: number): Promise<Post & { thread: LockedThread }> {
  const at = await tx.post.findFirst({ where: { AND: [{ id: postId }, visible.posts(viewer)] } });
  if (!at) throw new NotFound();
  const thread = await lockThread(tx, viewer, at.threadId);
  const post = await tx.post.findFirst({ where: { AND: [{ id: postId }, visible.posts(viewer)] } });
  if (!post) throw new NotFound();
  // It went along with a question that was split off while we waited for the lock.
  if (post.threadId !== thread.id) return lockPost(tx, viewer, postId);
  return { ...post, thread };
}

/** The thread's live ticket, whoever asks: for verbs that must know there is one. Shows nothing of it. */
export async function hasLiveTicket(tx: Tx, threadId: number): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`${liveTicket(threadId)}`;
  return found.length > 0;
}

/** The same, for a statement that reads it along with other things. */
export const liveTicket = (threadId: number) => Prisma.sql`
  SELECT 1 AS one FROM "TicketThread" WHERE "threadId" = ${threadId} AND "isLive" LIMIT 1`;
