import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { VersionInput } from "./input.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

const RESTORABLE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Takes a ticket out of everybody's sight that nobody needs to answer. */
export async function markSpam(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    if (ticket.state === "spam") return;
    refuseUnseen(ticket, seenVersion);
    const marked = await changeTicket(tx, ticket, { state: "spam", closedAt: new Date() });
    await recordTicket(tx, viewer, "ticket.marked_spam", [ticket, marked]);
  });
}

/** It was none: within thirty days the ticket comes back, to its owner if it had one. */
export async function restoreTicket(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, seenVersion);
    if (ticket.state !== "spam") throw new Conflict("ticket_state");
    if (Date.now() - ticket.stateSince.getTime() > RESTORABLE_DAYS * DAY_MS) throw new Conflict("too_late_to_restore");
    const state = ticket.assigneeId === null ? "new" : "open";
    const startedAt = ticket.startedAt ?? new Date();
    const restored = await changeTicket(tx, ticket, { state, closedAt: null, startedAt });
    await recordTicket(tx, viewer, "ticket.restored", [ticket, restored]);
  });
}
