import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { PriorityInput } from "./input.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseClosed, refuseUnseen } from "./tickets.server.ts";

/** Another priority: new targets, counted from the same start. */
export async function changePriority(viewer: Viewer, ticketId: number, input: PriorityInput): Promise<void> {
  await transaction((tx) => prioritiseIn(tx, viewer, ticketId, input));
}

/** The same within a transaction. */
export async function prioritiseIn(tx: Tx, viewer: Viewer, ticketId: number, input: PriorityInput): Promise<void> {
  const ticket = await lockDeskTicket(tx, viewer, ticketId);
  if (ticket.priority === input.priority) return;
  refuseUnseen(ticket, input.seenVersion);
  refuseClosed(ticket);
  const changed = await changeTicket(tx, ticket, { priority: input.priority, prioritisedAt: new Date() });
  const data = { priority: changed.priority, former: ticket.priority };
  await recordTicket(tx, viewer, "ticket.prioritised", [ticket, changed], data);
}
