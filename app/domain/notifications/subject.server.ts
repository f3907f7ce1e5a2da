import { type Category, type Event, Prisma, type Thread } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { THREAD_COLUMNS } from "../threads/threads.server.ts";

/** The rows an event is about, as they are now, and what a notice may say of them. */
export type Subject = Awaited<ReturnType<typeof loadSubject>>;

export async function loadSubject(tx: Tx, event: Event) {
  const thread = await loadThread(tx, event);
  const post = await loadPost(tx, event);
  return {
    event,
    actor: await loadActor(tx, event),
    post: thread && post && { ...post, thread },
    thread,
    ticket: await loadTicket(tx, event),
    response: await loadResponse(tx, event),
    promise: await loadPromise(tx, event),
    duty: await loadDuty(tx, event),
    reading: await loadReading(tx, event),
    talk: await loadTalk(tx, event),
    grant: await loadGrant(tx, event),
    answer: await loadAnswer(tx, event),
  };
}

/** Who did it, and for whom where they acted for somebody. */
async function loadActor(tx: Tx, event: Event) {
  const { actorId } = event;
  const forId = numberIn(event, "forId");
  const ids = [actorId, forId].filter((id) => typeof id === "number");
  const accounts = await tx.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const actor = accounts.find(({ id }) => id === actorId);
  return actor ? { ...actor, forName: accounts.find(({ id }) => id === forId)?.name ?? "" } : null;
}

/** Each event of a post names its thread as well. */
async function loadPost(tx: Tx, { postId, threadId }: Event) {
  return postId && threadId ? tx.post.findUnique({ where: { id: postId, threadId } }) : null;
}

async function loadThread(tx: Tx, { threadId }: Event): Promise<ToldThread | null> {
  if (!threadId) return null;
  const [thread] = await tx.$queryRaw<ToldThread[]>`
    SELECT ${Prisma.raw(THREAD_COLUMNS)}, row_to_json(category) AS category, coalesce(first.markdown, '') AS question FROM "Thread" thread
    JOIN "Category" category ON category.id = thread."categoryId"
    LEFT JOIN "Post" first ON first."threadId" = thread.id AND first.position = 1
    WHERE thread.id = ${threadId}`;
  return thread ?? null;
}

type ToldThread = Thread & { category: Category; question: string };

async function loadTicket(tx: Tx, { ticketId }: Event) {
  if (!ticketId) return null;
  const statements = { orderBy: { number: "desc" }, take: 1 } as const;
  return tx.ticket.findUnique({ where: { id: ticketId }, include: { statements } });
}

/** The message that the event is about, which both sides of the lane read. */
async function loadResponse(tx: Tx, event: Event) {
  const id = numberIn(event, "responseId");
  return id && event.ticketId ? tx.response.findFirst({ where: { id, ticketId: event.ticketId } }) : null;
}

async function loadPromise(tx: Tx, event: Event) {
  const id = numberIn(event, "promiseId");
  return id && event.ticketId ? tx.ticketPromise.findFirst({ where: { id, ticketId: event.ticketId } }) : null;
}

async function loadDuty(tx: Tx, event: Event) {
  const id = numberIn(event, "dutyId");
  return id && event.ticketId ? tx.duty.findFirst({ where: { id, ticketId: event.ticketId } }) : null;
}

/** The response that somebody else reads first: for the desk alone. */
async function loadReading(tx: Tx, event: Event) {
  const id = numberIn(event, "readingId");
  return id && event.ticketId ? tx.reading.findFirst({ where: { id, ticketId: event.ticketId } }) : null;
}

/** The question among staff; its words are in no mail. */
async function loadTalk(tx: Tx, event: Event) {
  const id = numberIn(event, "talkId");
  return id && event.ticketId ? tx.sideTalk.findFirst({ where: { id, ticketId: event.ticketId } }) : null;
}

/** Who may act for whom, and until when. */
async function loadGrant(tx: Tx, event: Event) {
  const id = event.kind === "delegation.accepted" ? numberIn(event, "id") : undefined;
  return id ? tx.delegation.findUnique({ where: { id }, include: { delegate: { select: { name: true } } } }) : null;
}

function numberIn({ data }: Event, name: string): number | undefined {
  const value = ((data ?? {}) as Record<string, unknown>)[name];
  return typeof value === "number" ? value : undefined;
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
