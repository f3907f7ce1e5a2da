import { transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { ThanksReopeningInput } from "./one-case-input.ts";
import { goOnClosed, goOnResolved } from "./reopen-ticket.server.ts";
import { isClosed } from "./ticket.ts";
import { lockTicket } from "./tickets.server.ts";

/** It was filed as thanks, and it is not solved: one press opens the ticket as any other message would have. */
export async function reopenThanked(
  viewer: Viewer,
  ticketId: number,
  { responseId }: ThanksReopeningInput,
): Promise<void> {
  const { continueWithinDays } = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const thanks = await tx.response.findFirst({ where: { id: responseId, ticketId, isThanks: true } });
    if (!thanks) throw new NotFound();
    if (ticket.state === "resolved") {
      authorize(viewer, "ticket.settle", ticket);
      await goOnResolved(tx, viewer, ticket, {});
    } else if (ticket.state === "closed") await goOnClosed(tx, viewer, ticket, { continueWithinDays });
    else if (isClosed(ticket.state)) throw new Conflict("ticket_closed");
  });
}
