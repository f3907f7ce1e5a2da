import type { TicketState } from "../../generated/prisma/enums.ts";
import { transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { MissInput } from "./input.ts";
import { reopen } from "./reopen-ticket.server.ts";
import { waitingSince } from "./reply-to-request.server.ts";
import { waitingOver } from "./resume-ticket.server.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

const AWAITING: readonly TicketState[] = ["waiting_on_requester", "waiting_on_third_party"];

/**
 * "This doesn't answer my question" (S0-02): the requester says so of a response, the ticket is open again, and it is
 * our turn. The clock of the resolution goes on where it stood. Said twice it is one.
 */
export async function markMissed(viewer: Viewer, ticketId: number, input: MissInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const where = { id: input.responseId, ticketId, isFromStaff: true };
    const response = await tx.response.findFirst({ where, include: { miss: true } });
    if (!response) throw new NotFound();
    if (response.miss) return;
    refuseClosed(ticket);
    if (ticket.state === "waiting_on_visit") throw new Conflict("ticket_state");
    const { reason } = await keepInLane(tx, viewer, ticket, input, ["reason"]);
    await tx.responseMiss.create({ data: { responseId: response.id, reason } });
    const back = AWAITING.includes(ticket.state) ? { state: "open" as const, ...waitingOver } : {};
    const again =
      ticket.state === "resolved"
        ? await reopen(tx, ticket, waitingSince(ticket))
        : await changeTicket(tx, ticket, { ...waitingSince(ticket), ...back });
    await recordTicket(tx, viewer, "ticket.missed", [ticket, again], { missedId: response.id });
  });
}
