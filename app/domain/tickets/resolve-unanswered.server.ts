import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { hasOpenDuty } from "./duties.server.ts";
import { owesGoodwill } from "./goodwill.server.ts";
import { waitingOver } from "./resume-ticket.server.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

/** Reminds the requester that we wait for them. */
export async function remindRequester(tx: Tx, ticket: Ticket): Promise<void> {
  const reminder = ticket.remindersSent + 1;
  const reminded = await changeTicket(tx, ticket, { remindersSent: reminder });
  await recordTicket(tx, SYSTEM, "ticket.reminded", [ticket, reminded], { reminder });
}

/**
 * After two reminders and as much silence, the ticket rests: "no answer". An open promise of ours, one they say we made,
 * goodwill that we owe and what they were asked to do outlive their silence; then we go on working instead.
 */
export async function resolveUnanswered(tx: Tx, ticket: Ticket): Promise<void> {
  const promised = await tx.ticketPromise.count({ where: { ticketId: ticket.id, settledAt: null } });
  const claimed = await tx.promiseClaim.count({ where: { ticketId: ticket.id, decidedAt: null } });
  if (promised + claimed > 0 || (await owesGoodwill(tx, ticket.id)) || (await hasOpenDuty(tx, ticket.id))) {
    const resumed = await changeTicket(tx, ticket, { state: "open", ...waitingOver });
    await recordTicket(tx, SYSTEM, "ticket.resumed", [ticket, resumed]);
    return;
  }
  const resolved = await changeTicket(tx, ticket, {
    state: "resolved",
    resolution: "no_answer",
    resolvedAt: new Date(),
    requesterWaitingSince: null,
    willPublish: false,
    notPublishedBecause: "no_answer",
    ...waitingOver,
  });
  await recordTicket(tx, SYSTEM, "ticket.resolved", [ticket, resolved], { willPublish: false, because: "no_answer" });
}
