import { transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { ClaimInput } from "./input.ts";
import { continuableUntil, reopen } from "./reopen-ticket.server.ts";
import { backToUs, waitingSince } from "./reply-to-request.server.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

/**
 * "You promised me this" (S0-05): the requester points at a message of ours, which stays as it was sent, and it is our turn. A
 * lead hears of it. Said twice of one message it is one. A closed ticket is open again, for as long as it can be continued.
 */
export async function claimPromise(viewer: Viewer, ticketId: number, input: ClaimInput): Promise<void> {
  const { continueWithinDays } = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const { responseId } = input;
    const response = await tx.response.findFirst({ where: { id: responseId, ticketId, isFromStaff: true } });
    if (!response) throw new NotFound();
    if ((await tx.promiseClaim.count({ where: { responseId } })) > 0) return;
    const isClosed = ticket.state === "closed";
    if (!isClosed) refuseClosed(ticket);
    if (isClosed && continuableUntil(ticket, continueWithinDays) < new Date())
      throw new Conflict("too_late_to_continue");
    if (ticket.state === "waiting_on_visit") throw new Conflict("ticket_state");
    const { words } = await keepInLane(tx, viewer, ticket, input, ["words"]);
    await tx.promiseClaim.create({ data: { responseId, ticketId, words } });
    const again =
      isClosed || ticket.state === "resolved"
        ? await reopen(tx, ticket, waitingSince(ticket))
        : await changeTicket(tx, ticket, { ...waitingSince(ticket), ...backToUs(ticket.state) });
    await recordTicket(tx, viewer, "promise.claimed", [ticket, again], { claimedId: responseId });
  });
}
