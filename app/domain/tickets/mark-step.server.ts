import { type Tx, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import type { StepMarkInput } from "./input.ts";
import { backToUs, waitingSince } from "./reply-to-request.server.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

/**
 * The requester says what came of a step we asked for, or takes that back. With the last one that was open it is our
 * turn again; one that is only being tried leaves it theirs.
 */
export async function markStep(viewer: Viewer, ticketId: number, { id, outcome }: StepMarkInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const step = await tx.ticketStep.findFirst({ where: { id, ticketId, askedById: { not: null } } });
    if (!step) throw new NotFound();
    const said = outcome === "withdrawn" ? null : outcome;
    if (step.outcome === said) return;
    refuseClosed(ticket);
    await tx.ticketStep.update({ where: { id }, data: { outcome: said, markedAt: said && new Date() } });
    const isAnswer = said !== null && said !== "tried" && ticket.state === "waiting_on_requester";
    const isAll = isAnswer && (await openSteps(tx, ticketId)) === 0;
    const marked = await changeTicket(tx, ticket, isAll ? { ...waitingSince(ticket), ...backToUs(ticket.state) } : {});
    await recordTicket(tx, viewer, "ticket.step_marked", [ticket, marked], { stepId: id, outcome });
  });
}

const openSteps = (tx: Tx, ticketId: number) =>
  tx.ticketStep.count({
    where: { ticketId, askedById: { not: null }, OR: [{ outcome: null }, { outcome: "tried" }] },
  });
