import type { Prisma, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { ledgerOf } from "./goodwill.server.ts";
import { openAsk } from "./offer-goodwill.server.ts";

/** A message of the requester's that belongs to the ticket it was written in. */
export const A_MESSAGE = {
  isFromStaff: false,
  isThanks: false,
  detachment: null,
} satisfies Prisma.ResponseWhereInput;

/**
 * Since when the requester would wait without one of their messages: for an answer to another, or to what else they have said
 * or asked for since we last wrote. Null when they would not wait.
 */
export async function waitWithout(tx: Tx, ticket: Ticket, messageId: number): Promise<Date | null> {
  const { id: ticketId, lastRespondedAt } = ticket;
  const since = lastRespondedAt ?? new Date(0);
  const at = { gt: since };
  const message = await tx.response.findFirst({
    where: { ticketId, ...A_MESSAGE, createdAt: at, id: { not: messageId } },
    orderBy: { id: "asc" },
  });
  const missed = await tx.responseMiss.findFirst({
    where: { response: { ticketId }, createdAt: at },
    orderBy: { createdAt: "asc" },
  });
  const claim = await tx.promiseClaim.findFirst({
    where: { ticketId, decidedAt: null, claimedAt: at },
    orderBy: { claimedAt: "asc" },
  });
  const wish = await tx.duty.findFirst({
    where: { ticketId, state: "expired", wantedAt: at, refusedAt: null, reissue: null },
    orderBy: { wantedAt: "asc" },
  });
  const asked = openAsk(await ledgerOf(SYSTEM, ticket, tx))?.at;
  const waits = [message?.createdAt, missed?.createdAt, claim?.claimedAt, wish?.wantedAt, asked];
  return earliest(waits.filter((one) => one != null && one > since));
}

function earliest(times: readonly (Date | null | undefined)[]): Date | null {
  const known = times.flatMap((at) => at?.getTime() ?? []);
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}
