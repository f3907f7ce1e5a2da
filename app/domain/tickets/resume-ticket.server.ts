import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import type { VersionInput } from "./input.ts";
import { categoryOf } from "./ticket.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** What a ticket forgets once nobody is waited for any more. */
export const waitingOver = { waitingFor: "", waitingUntil: null, remindersSent: 0 };

/** Takes the ticket up again without waiting any longer. */
export async function resumeTicket(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, seenVersion);
    if (categoryOf(ticket.state) !== "paused") throw new Conflict("ticket_state");
    await resume(tx, viewer, ticket);
  });
}

/** The date has come that a third party was waited for. */
export const resumeInTime = (tx: Tx, ticket: Ticket): Promise<void> => resume(tx, SYSTEM, ticket);

async function resume(tx: Tx, viewer: Viewer, ticket: Ticket) {
  const resumed = await changeTicket(tx, ticket, { state: "open", ...waitingOver });
  await recordTicket(tx, viewer, "ticket.resumed", [ticket, resumed]);
}
