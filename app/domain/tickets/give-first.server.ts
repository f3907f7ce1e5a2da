import { prisma, type Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { siteSettings } from "../settings/settings.server.ts";

/**
 * Whether staff still has to give something before it asks the requester for anything (S4-04): a response of a person's, or a
 * reply of somebody else's in a thread of the ticket. Not where it is urgent, nor in a category about safety or identity.
 */
export async function isAskLocked(ticketId: number, tx?: Tx): Promise<boolean> {
  if (!(await siteSettings(tx)).givesFirst) return false;
  const [found] = await (tx ?? prisma).$queryRaw<{ isLocked: boolean }[]>`
    SELECT ticket."firstRespondedAt" IS NULL AND ticket.priority <> 'urgent' AND NOT category."isAskedAtOnce" AND NOT EXISTS (
      SELECT FROM "TicketThread" link JOIN "Thread" thread ON thread.id = link."threadId" JOIN "Post" post ON post."threadId" = thread.id
      WHERE link."ticketId" = ticket.id AND post.position > 1 AND post."authorId" NOT IN (thread."authorId", ticket."requesterId")
        AND post."hiddenAt" IS NULL AND post."withdrawnAt" IS NULL) AS "isLocked"
    FROM "Ticket" ticket JOIN "Category" category ON category.id = ticket."categoryId" WHERE ticket.id = ${ticketId}`;
  return found?.isLocked ?? false;
}

/** Refuses to ask for something first. */
export async function refuseAskingFirst(tx: Tx, ticketId: number): Promise<void> {
  if (await isAskLocked(ticketId, tx)) throw new Conflict("give_first");
}
