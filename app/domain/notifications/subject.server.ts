import type { Event } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";

/** The rows an event is about, as they are now, and what a notice may say of them. */
export type Subject = Awaited<ReturnType<typeof loadSubject>>;

export async function loadSubject(tx: Tx, event: Event) {
  return {
    event,
    actor: await loadActor(tx, event),
    post: await loadPost(tx, event),
    thread: await loadThread(tx, event),
    ticket: await loadTicket(tx, event),
    response: await loadResponse(tx, event),
    answer: await loadAnswer(tx, event),
  };
}

async function loadActor(tx: Tx, { actorId }: Event) {
  return actorId ? tx.account.findUnique({ where: { id: actorId }, select: { id: true, name: true } }) : null;
}

async function loadPost(tx: Tx, { postId }: Event) {
  if (!postId) return null;
  return tx.post.findUnique({ where: { id: postId }, include: { thread: { include: { category: true } } } });
}

async function loadThread(tx: Tx, { threadId }: Event) {
  return threadId ? tx.thread.findUnique({ where: { id: threadId }, include: { category: true } }) : null;
}

async function loadTicket(tx: Tx, { ticketId }: Event) {
  if (!ticketId) return null;
  return tx.ticket.findUnique({
    where: { id: ticketId },
    include: {
      statements: { orderBy: { number: "desc" }, take: 1 },
      promises: { orderBy: { id: "desc" }, take: 1 },
    },
  });
}

/** The message that the event is about, which both sides of the lane read. */
async function loadResponse(tx: Tx, { ticketId, data }: Event) {
  const { responseId } = (data ?? {}) as { responseId?: unknown };
  if (!ticketId || typeof responseId !== "number") return null;
  return tx.response.findFirst({ where: { id: responseId, ticketId } });
}

/** The answer in its current version, or as a draft while there is none. */
async function loadAnswer(tx: Tx, { answerId }: Event) {
  if (!answerId) return null;
  const answer = await tx.answer.findUnique({
    where: { id: answerId },
    include: { category: true, draft: true, versions: { orderBy: { version: "desc" }, take: 1 } },
  });
  return answer && { ...answer, authorId: answer.draft?.authorId ?? answer.ownerId };
}
