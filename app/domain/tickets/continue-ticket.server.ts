import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { fileThanks } from "./file-thanks.server.ts";
import type { ContinuationInput } from "./input.ts";
import { openFollowUp } from "./open-request.server.ts";
import { continuableUntil, goOnClosed } from "./reopen-ticket.server.ts";
import { earlierResponse, writeResponse } from "./responses.server.ts";
import { settledOf } from "./settled.ts";
import { lockTicket } from "./tickets.server.ts";

/**
 * The requester goes on with a closed ticket: same owner at first, everything said so far kept. A mere thanks is filed; and what
 * was closed too long ago is followed by a ticket of its own. Gives the ticket that it goes on in.
 */
export async function continueTicket(
  viewer: Viewer,
  ticketId: number,
  input: ContinuationInput,
): Promise<{ id: number }> {
  const { continueWithinDays } = await siteSettings();
  return transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    if (await earlierResponse(tx, viewer, input)) return { id: ticketId };
    if (ticket.state !== "closed") throw new Conflict("not_closed");
    if (await fileThanks(tx, viewer, ticket, input)) return { id: ticketId };
    if (continuableUntil(ticket, continueWithinDays) < new Date()) return openFollowUp(tx, viewer, ticket, input);
    await goOn(tx, viewer, ticket, input, continueWithinDays);
    return { id: ticketId };
  });
}

async function goOn(tx: Tx, viewer: Viewer, ticket: Ticket, input: ContinuationInput, continueWithinDays: number) {
  const { id: responseId } = await writeResponse(tx, viewer, ticket, input);
  await tx.continuation.create({ data: { responseId, settled: settledOf(ticket) } });
  await goOnClosed(tx, viewer, ticket, { who: input.who, said: { responseId }, continueWithinDays });
}
