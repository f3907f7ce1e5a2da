import type { TicketStep } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { type MarkedStep, markedSteps } from "../threads/steps.server.ts";
import type { RequestedStep, StepView } from "./steps.ts";

/**
 * Keeps the steps of the thread as they stand when its ticket opens, and those that earlier tickets of the same thread
 * and person asked for: nobody is asked for them as if for the first time.
 */
export async function keepSteps(tx: Tx, ticketId: number, threadId: number, requesterId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "TicketStep" ("ticketId", "postId", step, text, outcome, "markedAt", "askedById", reason, "createdAt")
    SELECT ${ticketId}, "postId", step, text, outcome, "markedAt", "askedById", reason, "createdAt"
    FROM "TicketStep" WHERE "askedById" IS NOT NULL AND "ticketId" IN (
      SELECT id FROM "Ticket" JOIN "TicketThread" ON "ticketId" = id
      WHERE "threadId" = ${threadId} AND "requesterId" = ${requesterId} AND id <> ${ticketId})
    ORDER BY id`;
  const steps = await markedSteps([threadId], tx);
  await tx.ticketStep.createMany({ data: steps.map((step) => ({ ticketId, ...keptOf(step) })) });
}

const keptOf = ({ postId, step, text, asker, askerAt, workedCount, didntCount }: MarkedStep) => ({
  ...{ postId, step, text, workedCount, didntCount },
  outcome: asker,
  markedAt: askerAt,
});

const withAsker = { askedBy: { select: { name: true } } } as const;
type Kept = TicketStep & { askedBy: { name: string } | null };

const keyOf = ({ postId, step }: { postId: number | null; step: number }) => `${postId}.${step}`;

/** All steps of a case: those staff asked for, then those of its threads, as they stood and as they stand. */
export async function stepsOfTicket(
  ticketId: number,
  threadIds: readonly number[],
  tx: Tx = prisma,
): Promise<StepView[]> {
  const [kept, live] = await Promise.all([
    tx.ticketStep.findMany({ where: { ticketId }, orderBy: { id: "asc" }, include: withAsker }),
    markedSteps(threadIds, tx),
  ]);
  const now = new Map(live.map((step) => [keyOf(step), step]));
  const suggested = kept.filter(({ askedById }) => askedById === null);
  const known = new Set(suggested.map(keyOf));
  return [
    ...kept.filter(({ askedById }) => askedById !== null).map(askedView),
    ...suggested.map((step) => keptView(step, now.get(keyOf(step)))),
    ...live.filter((step) => !known.has(keyOf(step))).map((step) => liveView(step)),
  ];
}

function askedView({ id, postId, step, text, outcome, markedAt, reason, createdAt, askedBy }: Kept): StepView {
  const asked = { id, byName: askedBy?.name ?? "", at: createdAt, reason };
  return {
    key: `asked ${id}`,
    postId,
    step,
    text,
    outcome,
    markedAt,
    workedCount: 0,
    didntCount: 0,
    isNews: false,
    asked,
  };
}

/** What has been said meanwhile holds; where the reply is gone, what stood when the ticket opened. */
function keptView(kept: Kept, live: MarkedStep | undefined): StepView {
  const { postId, step, text, outcome, markedAt, workedCount, didntCount } = kept;
  const key = `kept ${kept.id}`;
  const then = { key, postId, step, text, outcome, markedAt, workedCount, didntCount, isNews: false, asked: null };
  return live ? { ...liveView(live), key, text, isNews: live.asker !== outcome } : then;
}

function liveView(live: MarkedStep): StepView {
  const { postId, step, text, asker, askerAt, workedCount, didntCount } = live;
  const said = { outcome: asker, markedAt: askerAt, workedCount, didntCount };
  return { key: keyOf(live), postId, step, text, ...said, isNews: true, asked: null };
}

/** What staff has asked the requester to do, the latest last. */
export async function requestedSteps(ticketId: number): Promise<RequestedStep[]> {
  const where = { ticketId, askedById: { not: null } };
  const rows = await prisma.ticketStep.findMany({ where, orderBy: { id: "asc" }, include: withAsker });
  return rows.map(({ id, text, reason, createdAt, outcome, askedBy }) => ({
    ...{ id, text, reason, outcome },
    byName: askedBy?.name ?? "",
    at: createdAt,
  }));
}
