import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { type Handing, keepBrief } from "./briefs.server.ts";
import type { VersionInput } from "./input.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Puts the ticket back for anybody to take; its clocks run on. */
export async function unassignTicket(viewer: Viewer, ticketId: number, input: VersionInput): Promise<void> {
  await transaction((tx) => unassignIn(tx, viewer, ticketId, input));
}

/** The same within a transaction. */
export async function unassignIn(tx: Tx, viewer: Viewer, ticketId: number, { seenVersion }: VersionInput) {
  const ticket = await lockDeskTicket(tx, viewer, ticketId);
  if (ticket.assigneeId === null) return;
  refuseUnseen(ticket, seenVersion);
  await putBack(tx, viewer, ticket);
}

/** Takes a locked ticket from whoever has it; whoever takes it next has a brief to read. */
export async function putBack(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  brief: Pick<Handing, "gap"> = {},
): Promise<Ticket> {
  const state = ticket.state === "open" ? "new" : ticket.state;
  const freed = await changeTicket(tx, ticket, { assigneeId: null, state });
  const { assigneeId: formerId } = ticket;
  if (formerId !== null) await keepBrief(tx, viewer, freed, { formerId, readerId: null, ...brief });
  await recordTicket(tx, viewer, "ticket.assigned", [ticket, freed], { assigneeId: null, formerId });
  return freed;
}
