import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { decideClaim } from "./claims.server.ts";
import type { PromiseInput } from "./input.ts";
import { categoryOf } from "./ticket.ts";
import { asConflict, changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Promises the requester something by a date. Until it is kept or withdrawn, the ticket can't be resolved. */
export async function makePromise(viewer: Viewer, ticketId: number, input: PromiseInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    return promiseIn(tx, viewer, ticket, await keepInLane(tx, viewer, ticket, input, ["body"]));
  });
}

interface Promised extends Pick<PromiseInput, "body" | "dueAt"> {
  /** The response that says it. */
  responseId?: number;
  /** The response with which its requester says they were promised it. */
  claimedId?: number;
}

/** The same within a transaction that has locked the ticket. */
export async function promiseIn(tx: Tx, viewer: Viewer, ticket: Ticket, input: Promised): Promise<{ id: number }> {
  if (["solved", "closed"].includes(categoryOf(ticket.state))) throw new Conflict("ticket_settled");
  const { body: text, dueAt, responseId, claimedId } = input;
  const data = { ticketId: ticket.id, ownerId: viewer.id, text, dueAt, responseId };
  const { id } = await tx.ticketPromise.create({ data }).catch((error: unknown) => {
    throw asConflict(error);
  });
  if (claimedId) await decideClaim(tx, viewer, claimedId, { promiseId: id });
  await recordTicket(tx, viewer, "promise.made", [ticket, await changeTicket(tx, ticket, {})], {
    promiseId: id,
    ...(responseId ? { saidIn: responseId } : {}),
  });
  return { id };
}
