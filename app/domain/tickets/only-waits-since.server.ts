import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";

/** Whether what the requester waits for is an answer to this alone: nothing waited before, and they have written no message since. */
export async function onlyWaitsSince(tx: Tx, ticket: Ticket, askedAt: Date | null): Promise<boolean> {
  if (!askedAt || ticket.requesterWaitingSince?.getTime() !== askedAt.getTime()) return false;
  const since = { ticketId: ticket.id, isFromStaff: false, createdAt: { gt: askedAt } };
  return (await tx.response.count({ where: since })) === 0;
}
