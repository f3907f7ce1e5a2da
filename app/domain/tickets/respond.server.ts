import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { meetAppeals } from "./appeals.server.ts";
import type { QuestionInput, ResponseInput } from "./input.ts";
import { earlierResponse, type MessageRule, writeResponse } from "./responses.server.ts";
import { takeUp } from "./take-up.server.ts";
import {
  changeTicket,
  lockDeskTicket,
  recordTicket,
  refuseClosed,
  refuseUnseen,
  type TicketChange,
} from "./tickets.server.ts";

/** Staff answers the requester. Nobody answers over a message they have not seen: an older version is refused. */
export async function respond(
  viewer: Viewer,
  ticketId: number,
  input: ResponseInput,
  rule?: MessageRule,
): Promise<{ id: number }> {
  const { id } = await transaction((tx) => respondIn(tx, viewer, ticketId, input, rule));
  return { id };
}

/** The same within a transaction. */
export const respondIn = (tx: Tx, viewer: Viewer, ticketId: number, input: ResponseInput, rule?: MessageRule) =>
  say(tx, viewer, ticketId, input, { rule });

/** The same, and then it is the requester's turn: what we need from them, and by when. */
export async function askRequester(
  viewer: Viewer,
  ticketId: number,
  input: QuestionInput,
  rule?: MessageRule,
): Promise<{ id: number }> {
  const { id } = await transaction((tx) => askIn(tx, viewer, ticketId, input, rule));
  return { id };
}

/** The same within a transaction; says whether this form has not said it before. */
export function askIn(
  tx: Tx,
  viewer: Viewer,
  ticketId: number,
  input: QuestionInput,
  rule?: MessageRule,
): Promise<Said> {
  const { waitingFor, waitingUntil } = input;
  const change = { state: "waiting_on_requester", waitingFor, waitingUntil, remindersSent: 0 } as const;
  return say(tx, viewer, ticketId, input, { rule, change });
}

interface Said {
  id: number;
  isNew: boolean;
}

interface Then {
  rule?: MessageRule;
  change?: TicketChange;
}

async function say(
  tx: Tx,
  viewer: Viewer,
  ticketId: number,
  input: ResponseInput,
  { rule, change = {} }: Then,
): Promise<Said> {
  const locked = await lockDeskTicket(tx, viewer, ticketId);
  const earlier = await earlierResponse(tx, viewer, input);
  if (earlier) return { id: earlier.id, isNew: false };
  refuseUnseen(locked, input.seenVersion);
  refuseClosed(locked);
  await meetAppeals(tx, viewer, ticketId);
  const ticket = await takeUp(tx, viewer, locked);
  const { id } = await writeResponse(tx, viewer, ticket, input, rule);
  const answered = await changeTicket(tx, ticket, { ...answeredNow(ticket), ...change });
  await recordTicket(tx, viewer, "ticket.responded", [ticket, answered], { responseId: id });
  return { id, isNew: true };
}

/** What every response settles: the requester waits no longer, and the first word has been said. */
export function answeredNow(ticket: Ticket, now = new Date()) {
  return { requesterWaitingSince: null, lastRespondedAt: now, firstRespondedAt: ticket.firstRespondedAt ?? now };
}
