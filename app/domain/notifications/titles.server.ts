import type { Notification, Prisma } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";
import { excerpt } from "../tickets/talks.server.ts";

/** What each notification is about, by its id, as the row is called now; those the viewer may not see are left out. */
export async function titlesFor(viewer: Viewer, rows: readonly Notification[]): Promise<Map<number, string>> {
  const [posts, threads, tickets, answers, talks, grants] = await Promise.all([
    visiblePosts(viewer, idsOf(rows, "postId")),
    threadTitles(viewer, idsOf(rows, "threadId")),
    ticketTitles(viewer, idsOf(rows, "ticketId")),
    answerTitles(viewer, idsOf(rows, "answerId")),
    talkTitles(viewer, idsOf(rows, "talkId")),
    grantTitles(viewer, idsOf(rows, "delegationId")),
  ]);
  const titles = new Map<number, string>();
  for (const { id, threadId, postId, ticketId, answerId, talkId, delegationId } of rows) {
    if (postId && !posts.has(postId)) continue;
    const ofTicket = tickets.get(ticketId ?? 0) ?? talks.get(talkId ?? 0);
    const ofOther = threads.get(threadId ?? 0) ?? grants.get(delegationId ?? 0);
    const title = answerId ? answers.get(answerId) : ticketId ? ofTicket : ofOther;
    if (title !== undefined) titles.set(id, title);
  }
  return titles;
}

function idsOf(
  rows: readonly Notification[],
  name: "threadId" | "postId" | "ticketId" | "answerId" | "talkId" | "delegationId",
): number[] {
  return [...new Set(rows.flatMap((row) => row[name] ?? []))];
}

/** Of a post that is hidden now its notice says nothing. */
async function visiblePosts(viewer: Viewer, ids: number[]) {
  const where = { AND: [{ id: { in: ids } }, visible.posts(viewer)] };
  return new Set((await prisma.post.findMany({ where, select: { id: true } })).map(({ id }) => id));
}

async function threadTitles(viewer: Viewer, ids: number[]) {
  const where = { AND: [{ id: { in: ids } }, visible.threads(viewer)] };
  const rows = await prisma.thread.findMany({ where, select: { id: true, title: true } });
  return new Map(rows.map(({ id, title }) => [id, title]));
}

async function ticketTitles(viewer: Viewer, ids: number[]) {
  const where = { AND: [{ id: { in: ids } }, visible.tickets(viewer)] };
  const rows = await prisma.ticket.findMany({ where, select: { id: true, subject: true } });
  return new Map(rows.map(({ id, subject }) => [id, subject]));
}

/** For who was asked and may not open the ticket: the question itself. */
async function talkTitles(viewer: Viewer, ids: number[]) {
  const where = { AND: [{ id: { in: ids } }, visible.talks(viewer)] };
  const notes = { orderBy: { id: "asc" }, take: 1, select: { markdown: true } } as const;
  const rows = await prisma.sideTalk.findMany({ where, select: { id: true, notes } });
  return new Map(rows.map(({ id, notes }) => [id, excerpt(notes[0]?.markdown ?? "")]));
}

/** Who acts for the viewer, by their name. */
async function grantTitles({ id: principalId }: Viewer, ids: number[]) {
  const where = { id: { in: ids }, principalId };
  const rows = await prisma.delegation.findMany({ where, select: { id: true, delegate: { select: { name: true } } } });
  return new Map(rows.map(({ id, delegate }) => [id, delegate?.name ?? ""]));
}

/** Published ones, the desk's drafts, and what is withdrawn for those who had been told of it. */
async function answerTitles(viewer: Viewer, ids: number[]) {
  const where: Prisma.AnswerWhereInput = {
    id: { in: ids },
    OR: [visible.answers(viewer), { told: { some: { accountId: viewer.id } }, retractedAt: { not: null } }],
  };
  const rows = await prisma.answer.findMany({
    where,
    include: { draft: { select: { title: true } }, versions: { orderBy: { version: "desc" }, take: 1 } },
  });
  return new Map(rows.map(({ id, draft, versions }) => [id, versions[0]?.title ?? draft?.title ?? ""]));
}
