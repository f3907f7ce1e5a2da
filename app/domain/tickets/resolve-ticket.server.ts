import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { meetAppeals } from "./appeals.server.ts";
import type { ResolutionInput } from "./input.ts";
import { answeredNow } from "./respond.server.ts";
import { earlierResponse, type MessageRule, writeResponse } from "./responses.server.ts";
import { waitingOver } from "./resume-ticket.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/**
 * Settles a ticket from our side: a closing response, what became of what the requester wanted, and whether the finding
 * is published. The closing response answers every message its writer has seen; one they have not seen, an open
 * promise, or a question still put to the requester refuses it, here and in the database.
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
export async function resolveIn(tx: Tx, viewer: Viewer, ticketId: number, input: ResolutionInput, rule?: MessageRule) {
  const ticket = await lockDeskTicket(tx, viewer, ticketId);
  if (await earlierResponse(tx, viewer, input)) return;
  refuseUnseen(ticket, input.seenVersion);
  await refuseOpenEnds(tx, ticket);
  refuseSilenceOnWish(ticket, input);
  await meetAppeals(tx, viewer, ticketId);
  const { id } = await writeResponse(tx, viewer, ticket, input, rule);
  const now = new Date();
  const resolved = await changeTicket(tx, ticket, {
    state: "resolved",
    resolution: "solved",
    resolvedAt: now,
    willPublish: input.publish === "yes",
    notPublishedBecause: input.publish === "yes" ? "" : input.publish,
    ...outcomeOf(ticket, input),
    ...answeredNow(ticket, now),
    ...waitingOver,
  });
  const data = { responseId: id, willPublish: resolved.willPublish, because: resolved.notPublishedBecause };
  await recordTicket(tx, viewer, "ticket.resolved", [ticket, resolved], data);
}

async function refuseOpenEnds(tx: Tx, ticket: Ticket) {
  if (ticket.state === "waiting_on_requester") throw new Conflict("unanswered_question");
  const promised = await tx.ticketPromise.count({ where: { ticketId: ticket.id, settledAt: null } });
  if (promised > 0) throw new Conflict("open_promise");
}

/** What they said they would like is addressed: granted, partly or refused, and why. */
function refuseSilenceOnWish(ticket: Ticket, { outcomeVerdict }: ResolutionInput) {
  if (ticket.desiredOutcome && !outcomeVerdict) throw new Invalid("invalid_form", { outcomeVerdict: "required" });
}

function outcomeOf({ desiredOutcome }: Ticket, { outcomeVerdict, outcomeReason }: ResolutionInput) {
  return desiredOutcome ? { outcomeVerdict, outcomeReason } : { outcomeVerdict: null, outcomeReason: "" };
}
