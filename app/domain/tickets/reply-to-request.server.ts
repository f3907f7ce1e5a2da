import type { Ticket } from "../../generated/prisma/client.ts";
import type { TicketState } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { fileThanks } from "./file-thanks.server.ts";
import type { RequestReplyInput } from "./input.ts";
import { earlierResponse, writeResponse } from "./responses.server.ts";
import { waitingOver } from "./resume-ticket.server.ts";
import { waitedOf } from "./settled.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed, type TicketChange } from "./tickets.server.ts";

/**
 * The requester writes to us; whatever was waited for, it is our turn again. On a settled ticket a mere thanks is filed; of
 * any other message the requester says "solved" or "not solved" with it.
 */
export async function replyToRequest(
  viewer: Viewer,
  ticketId: number,
  input: RequestReplyInput,
): Promise<{ id: number }> {
  return transaction((tx) => replyIn(tx, viewer, ticketId, input, async () => input));
}

/** The same within a transaction; the message is made once it is known that this form has not sent it before. */
export async function replyIn(
  tx: Tx,
  viewer: Viewer,
  ticketId: number,
  { submissionKey }: Pick<RequestReplyInput, "submissionKey">,
  message: (ticket: Ticket) => Promise<Message>,
): Promise<{ id: number }> {
  const ticket = await lockTicket(tx, viewer, ticketId);
  authorize(viewer, "ticket.reply", ticket);
  const earlier = await earlierResponse(tx, viewer, { body: "", submissionKey });
  if (earlier) return { id: earlier.id };
  const said = { ...(await message(ticket)), submissionKey };
  const filed = await fileThanks(tx, viewer, ticket, said);
  if (filed) return filed;
  refuseClosed(ticket);
  if (ticket.state === "resolved") throw new Conflict("say_if_solved");
  const { id } = await writeResponse(tx, viewer, ticket, said);
  const settled = waitedOf(ticket);
  if (settled) await tx.continuation.create({ data: { responseId: id, settled } });
  const replied = await changeTicket(tx, ticket, { ...waitingSince(ticket), ...backToUs(ticket.state) });
  await recordTicket(tx, viewer, "ticket.requester_replied", [ticket, replied], { responseId: id });
  return { id };
}

type Message = Pick<RequestReplyInput, "body" | "privateValues"> & Partial<Pick<RequestReplyInput, "attachments">>;

/** Their wait began with the oldest message that nobody has answered. */
export const waitingSince = (ticket: Ticket, now = new Date()) => ({
  requesterWaitingSince: ticket.requesterWaitingSince ?? now,
});

/** What was waited for has come. */
export function backToUs(state: TicketState): TicketChange {
  const isAwaited = state === "waiting_on_requester" || state === "waiting_on_third_party";
  return isAwaited ? { state: "open", ...waitingOver } : {};
}
