import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { decideClaim } from "./claims.server.ts";
import type { ClaimAcceptanceInput, ClaimRefusalInput } from "./input.ts";
import { promiseIn } from "./make-promise.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** What a requester was told becomes a promise, with an owner and a date. */
export async function acceptClaim(viewer: Viewer, ticketId: number, input: ClaimAcceptanceInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    const { responseId: claimedId, dueAt } = input;
    await requireOpen(tx, ticketId, claimedId);
    const { body } = await keepInLane(tx, viewer, ticket, input, ["body"]);
    await promiseIn(tx, viewer, ticket, { body, dueAt, claimedId });
  });
}

/** A lead alone says that it was no promise, and why: the requester reads it. */
export async function refuseClaim(viewer: Viewer, ticketId: number, input: ClaimRefusalInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    authorize(viewer, "promise.refuse", ticket);
    refuseUnseen(ticket, input.seenVersion);
    await requireOpen(tx, ticketId, input.responseId);
    const { responseId, body: refusedBecause } = await keepInLane(tx, viewer, ticket, input, ["body"]);
    await decideClaim(tx, viewer, responseId, { refusedBecause });
    const after = await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, "promise.claim_refused", [ticket, after], { claimedId: responseId });
  });
}

/** Of two who decide at once the ticket's lock lets one through. */
async function requireOpen(tx: Tx, ticketId: number, responseId: number) {
  const claim = await tx.promiseClaim.findFirst({ where: { responseId, ticketId } });
  if (!claim) throw new NotFound();
  if (claim.decidedAt) throw new Conflict("claim_decided");
}
