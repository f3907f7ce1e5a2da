import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { awaiting, createDuty, dutyChange, requireDuty, settle } from "./duties.server.ts";
import type { DutyGrantInput, DutyRefusalInput, DutySettlementInput } from "./duty-input.ts";
import { onlyWaitsSince } from "./only-waits-since.server.ts";
import { takeUp } from "./take-up.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseClosed, refuseUnseen } from "./tickets.server.ts";

/** A new date for what has expired, asked for or not: it is the requester's turn again, unless a message of theirs waits. */
export async function grantDuty(viewer: Viewer, ticketId: number, input: DutyGrantInput): Promise<void> {
  await transaction(async (tx) => {
    const locked = await lockDeskTicket(tx, viewer, ticketId);
    const former = await requireDuty(tx, ticketId, input.dutyId);
    refuseUnseen(locked, input.seenVersion);
    refuseClosed(locked);
    if (former.state !== "expired" || former.reissue) throw new Conflict("duty_moved");
    const ticket = await takeUp(tx, viewer, locked);
    const { kind, text, id: reissueOfId } = former;
    const duty = await createDuty(tx, viewer, ticket, { kind, text, dueAt: input.dueAt, reissueOfId });
    const isAnswered = ticket.requesterWaitingSince === null || (await onlyWaitsSince(tx, ticket, former.wantedAt));
    const after = await changeTicket(tx, ticket, {
      ...(await dutyChange(tx, ticket)),
      ...(isAnswered ? { requesterWaitingSince: null } : {}),
      ...(isAnswered && ticket.state === "open" ? awaiting(duty) : {}),
    });
    await recordTicket(tx, viewer, "duty.granted", [ticket, after], { dutyId: duty.id });
  });
}

/** No new one, and why: the requester reads it. */
export async function refuseDuty(viewer: Viewer, ticketId: number, input: DutyRefusalInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const duty = await requireDuty(tx, ticketId, input.dutyId);
    refuseUnseen(ticket, input.seenVersion);
    if (!duty.wantedAt || duty.refusedAt || duty.reissue || duty.state !== "expired") throw new Conflict("duty_moved");
    const { words: refusedBecause } = await keepInLane(tx, viewer, ticket, input, ["words"]);
    await tx.duty.update({ where: { id: duty.id }, data: { refusedAt: new Date(), refusedBecause } });
    const isAnswered = await onlyWaitsSince(tx, ticket, duty.wantedAt);
    const after = await changeTicket(tx, ticket, isAnswered ? { requesterWaitingSince: null } : {});
    await recordTicket(tx, viewer, "duty.refused", [ticket, after], { dutyId: duty.id });
  });
}

/** What becomes of an open one: it has come, or is not needed any more, and why. */
export async function settleDuty(viewer: Viewer, ticketId: number, input: DutySettlementInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const duty = await requireDuty(tx, ticketId, input.dutyId);
    const { outcome: state } = input;
    if (duty.state === state) return;
    refuseUnseen(ticket, input.seenVersion);
    if (duty.state !== "open") throw new Conflict("duty_moved");
    const { words: settlement } = await keepInLane(tx, viewer, ticket, input, ["words"]);
    await settle(tx, duty, { state, settlement });
    const after = await changeTicket(tx, ticket, await dutyChange(tx, ticket, duty));
    const kind = state === "done" ? "duty.received" : "duty.withdrawn";
    await recordTicket(tx, viewer, kind, [ticket, after], { dutyId: duty.id });
  });
}
