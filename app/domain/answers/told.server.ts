import type { Event } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";

type Reason = "asked" | "affected" | "watching" | "requester" | "told";

interface Listener {
  accountId: number;
  kind: "published" | "retracted";
  reason: Reason;
  /** The linked thread that makes them a listener. */
  threadId?: number;
}

/**
 * Who is to hear of the version that is out now: those told of an earlier one, whatever they think of the thread since;
 * the requesters of linked tickets; askers, affected and followers of linked threads who have not muted them. The
 * current version is what is told, also by a job that comes late: nobody is sent to a text that is not there.
 */
export async function audienceOfVersion({ answerId }: Event): Promise<Listener[]> {
  const answer = await prisma.answer.findUnique({ where: { id: answerId ?? 0 }, include: { threads: true } });
  if (!answer || answer.version === 0 || answer.retractedAt) return [];
  const threadIds = answer.threads.map(({ threadId }) => threadId);
  const earlier = await prisma.told.findMany({
    where: { answerId: answer.id, version: { lt: answer.version } },
    distinct: ["accountId"],
  });
  return [
    ...earlier.map(
      ({ accountId, threadId }): Listener => ({
        accountId,
        kind: "published",
        reason: "told",
        threadId: threadId ?? undefined,
      }),
    ),
    ...(await requesters(answer.ticketId, threadIds)),
    ...(await followers(threadIds)),
  ];
}

/** Everybody who was told of any version hears once that it is withdrawn, in however many threads it stood. */
export async function audienceOfRetraction({ id, answerId, data }: Event): Promise<Listener[]> {
  const { version } = data as { version: number };
  const isSame = { path: ["version"], equals: version };
  const earlier = await prisma.event.count({
    where: { answerId, kind: "answer.retracted", id: { lt: id }, data: isSame },
  });
  if (earlier > 0) return [];
  const told = await prisma.told.findMany({ where: { answerId: answerId ?? 0 }, distinct: ["accountId"] });
  return told.map(({ accountId }) => ({ accountId, kind: "retracted", reason: "told" }));
}

async function requesters(ticketId: number | null, threadIds: number[]): Promise<Listener[]> {
  const tickets = await prisma.ticket.findMany({
    where: {
      state: { not: "spam" },
      OR: [{ id: ticketId ?? 0 }, { threads: { some: { threadId: { in: threadIds } } } }],
    },
    select: { requesterId: true },
  });
  return tickets.map(({ requesterId }) => ({ accountId: requesterId, kind: "published", reason: "requester" }));
}

async function followers(threadIds: number[]): Promise<Listener[]> {
  const threads = await prisma.thread.findMany({
    where: { id: { in: threadIds } },
    select: { id: true, authorId: true, affected: { select: { accountId: true } }, watches: true },
    orderBy: { id: "asc" },
  });
  return threads.flatMap(({ id, authorId, affected, watches }) => {
    const listener = (accountId: number, reason: Reason): Listener => ({
      accountId,
      kind: "published",
      reason,
      threadId: id,
    });
    const muted = new Set(watches.filter(({ level }) => level === "muted").map(({ accountId }) => accountId));
    return [
      listener(authorId, "asked"),
      ...affected.map(({ accountId }) => listener(accountId, "affected")),
      ...watches.filter(({ level }) => level !== "normal").map(({ accountId }) => listener(accountId, "watching")),
    ].filter(({ accountId }) => !muted.has(accountId));
  });
}

/**
 * Notes who is being told of this version now. Gives those who had not been, and whether they know an earlier one. Of
 * two jobs at once each gets its own share of the people.
 */
export async function markTold(
  tx: Tx,
  { id: answerId, version }: { id: number; version: number },
  listeners: readonly { accountId: number; threadId?: number }[],
): Promise<Map<number, "published" | "corrected">> {
  const rows = listeners.map(({ accountId, threadId }) => ({ answerId, version, accountId, threadId }));
  const told = await tx.told.createManyAndReturn({ data: rows, skipDuplicates: true, select: { accountId: true } });
  const accountId = { in: told.map((row) => row.accountId) };
  const earlier = await tx.told.findMany({ where: { answerId, version: { lt: version }, accountId } });
  const knows = new Set(earlier.map((row) => row.accountId));
  return new Map(told.map((row) => [row.accountId, knows.has(row.accountId) ? "corrected" : "published"]));
}
