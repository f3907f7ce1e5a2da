import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { VersionInput } from "./input.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Puts the ticket back for anybody to take; its clocks run on. */
export async function unassignTicket(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    if (ticket.assigneeId === null) return;
    refuseUnseen(ticket, seenVersion);
    await putBack(tx, viewer, ticket);
  });
}

/** Takes a locked ticket from whoever has it. */
export async function putBack(tx: Tx, viewer: Viewer, ticket: Ticket): Promise<Ticket> {
  const state = ticket.state === "open" ? "new" : ticket.state;
  const freed = await changeTicket(tx, ticket, { assigneeId: null, state });
  await recordTicket(tx, viewer, "ticket.assigned", [ticket, freed], {
    assigneeId: null,
    formerId: ticket.assigneeId,
  });
  return freed;
}
