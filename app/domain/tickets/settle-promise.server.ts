import { type Tx, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { SettlementInput } from "./input.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Says that a promise was kept, or withdraws it with a reason that the requester reads. */
export async function settlePromise(viewer: Viewer, ticketId: number, input: SettlementInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const promise = await requirePromise(tx, ticketId, input.promiseId);
    if (promise.settledAt) return;
    refuseUnseen(ticket, input.seenVersion);
    const { body: settlement } = await keepInLane(tx, viewer, ticket, input, ["body"]);
    const wasKept = input.outcome === "kept";
    await tx.ticketPromise.update({
      where: { id: promise.id },
      data: { settledAt: new Date(), wasKept, settlement },
    });
    const settled = await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, "promise.settled", [ticket, settled], { promiseId: promise.id, wasKept });
  });
}

async function requirePromise(tx: Tx, ticketId: number, promiseId: number) {
  const promise = await tx.ticketPromise.findFirst({ where: { id: promiseId, ticketId } });
  if (!promise) throw new NotFound();
  return promise;
}
