import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { meetAppeals, refuseUnwanted } from "./appeals.server.ts";
import { refuseUnreadBrief } from "./briefs.server.ts";
import { hasOpenDuty } from "./duties.server.ts";
import type { ResolutionInput } from "./input.ts";
import { putForReading, refuseWhileRead, wasLetGo, wasPutBefore } from "./readings.server.ts";
import { answeredNow } from "./respond.server.ts";
import { earlierResponse, FREE, type MessageRule, type Sent, writeResponse } from "./responses.server.ts";
import { waitingOver } from "./resume-ticket.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/**
 * Settles a ticket from our side: a closing response, what became of what the requester wanted, and whether the finding
 * is published. The closing response answers every message its writer has seen; one they have not seen, an open
 * promise, or a question still put to the requester refuses it, here and in the database. What a second person has to
 * read first is kept until they have.
 */
export async function resolveTicket(
  viewer: Viewer,
  ticketId: number,
  input: ResolutionInput,
  rule?: MessageRule,
): Promise<void> {
  await transaction((tx) => resolveIn(tx, viewer, ticketId, input, rule));
}

/** The same within a transaction. */
export async function resolveIn(tx: Tx, viewer: Viewer, ticketId: number, typed: ResolutionInput, rule?: MessageRule) {
  const ticket = await lockDeskTicket(tx, viewer, ticketId);
  if ((await earlierResponse(tx, viewer, typed)) || (await wasPutBefore(tx, viewer, typed))) return;
  refuseUnseen(ticket, typed.seenVersion);
  await refuseOpenEnds(tx, ticket);
  refuseSilenceOnWish(ticket, typed);
  await refuseUnwanted(tx, ticketId, viewer.id);
  await refuseUnreadBrief(tx, viewer, ticket);
  await refuseWhileRead(tx, ticket);
  const input = await keepInLane(tx, viewer, ticket, typed, ["body", "outcomeReason"]);
  const words = { message: input.body, beside: input.outcomeReason };
  const ruling = rule ? await rule(tx, viewer, ticket, words) : FREE;
  const { publish, outcomeVerdict, outcomeReason } = input;
  const terms = { publish, outcomeVerdict, outcomeReason };
  const what = { kind: "resolve", input, terms, ruling } as const;
  const isRead = ruling.because.length === 0 || (await wasLetGo(tx, viewer, ticket, what));
  if (!isRead) await putForReading(tx, viewer, ticket, what);
  else await closeWith(tx, viewer, ticket, { ...input, sent: ruling.sent });
}

type Closing = Omit<ResolutionInput, "seenVersion"> & { sent: Sent | null };

/** Resolves a ticket that the caller has locked, with what nothing holds back any more. Gives the response's id. */
export async function closeWith(tx: Tx, author: Viewer, ticket: Ticket, closing: Closing): Promise<number> {
  await refuseOpenEnds(tx, ticket);
  await meetAppeals(tx, author, ticket.id);
  const { id } = await writeResponse(tx, author, ticket, closing, closing.sent);
  const now = new Date();
  const resolved = await changeTicket(tx, ticket, {
    state: "resolved",
    resolution: "solved",
    resolvedAt: now,
    willPublish: closing.publish === "yes",
    notPublishedBecause: closing.publish === "yes" ? "" : closing.publish,
    ...outcomeOf(ticket, closing),
    ...answeredNow(ticket, now),
    ...waitingOver,
  });
  const data = { responseId: id, willPublish: resolved.willPublish, because: resolved.notPublishedBecause };
  await recordTicket(tx, author, "ticket.resolved", [ticket, resolved], data);
  return id;
}

async function refuseOpenEnds(tx: Tx, ticket: Ticket) {
  if (await hasOpenDuty(tx, ticket.id)) throw new Conflict("open_duty");
  if (ticket.state === "waiting_on_requester") throw new Conflict("unanswered_question");
  const promised = await tx.ticketPromise.count({ where: { ticketId: ticket.id, settledAt: null } });
  if (promised > 0) throw new Conflict("open_promise");
}

/** What they said they would like is addressed: granted, partly or refused, and why. */
function refuseSilenceOnWish(ticket: Ticket, { outcomeVerdict }: ResolutionInput) {
  if (ticket.desiredOutcome && !outcomeVerdict) throw new Invalid("invalid_form", { outcomeVerdict: "required" });
}

function outcomeOf({ desiredOutcome }: Ticket, { outcomeVerdict, outcomeReason }: Closing) {
  return desiredOutcome ? { outcomeVerdict, outcomeReason } : { outcomeVerdict: null, outcomeReason: "" };
}
