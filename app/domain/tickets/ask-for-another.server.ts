import type { AppealKind, Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { handOverTo } from "./appeals.server.ts";
import { callSupervisor, hasSupervisor } from "./call-supervisor.server.ts";
import type { SecondChanceInput } from "./input.ts";
import { backToUs, waitingSince } from "./reply-to-request.server.ts";
import { isWorkable } from "./ticket.ts";
import { changeTicket, lockTicket, recordTicket } from "./tickets.server.ts";

const WEEK_MS = 7 * 86_400_000;

/**
 * The requester asks for another agent (S1-13), once they have heard from one: the first time without a reason. Whoever
 * asks very often is not turned away: a supervisor looks at it instead. Pressed twice it is one.
 */
export async function askForAnother(viewer: Viewer, ticketId: number, input: SecondChanceInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockAppealable(tx, viewer, ticketId);
    const asked = await tx.appeal.findMany({ where: { ticketId, kind: "other_agent" } });
    if (asked.some(({ answeredAt }) => answeredAt === null)) return;
    if (ticket.firstRespondedAt === null) throw new Conflict("no_answer_yet");
    if (asked.length > 0 && !input.reason) throw new Invalid("invalid_form", { reason: "required" });
    const { reason } = await keepInLane(tx, viewer, ticket, input, ["reason"]);
    if (await isOften(tx, ticket)) return callSupervisor(tx, viewer, ticket, reason);
    const waiting = await changeTicket(tx, ticket, { ...waitingSince(ticket), ...backToUs(ticket.state) });
    if (waiting.state !== ticket.state) await recordTicket(tx, viewer, "ticket.resumed", [ticket, waiting]);
    await handOverTo(tx, viewer, waiting, { kind: "other_agent", reason, hand: asked.length > 1 ? "lead" : "another" });
  });
}

/** The requester asks for a supervisor (S1-18): who has the ticket keeps it, and one is called in. */
export async function askForSupervisor(viewer: Viewer, ticketId: number, input: SecondChanceInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockAppealable(tx, viewer, ticketId);
    if (await hasSupervisor(tx, ticket)) return;
    const { reason } = await keepInLane(tx, viewer, ticket, input, ["reason"]);
    await callSupervisor(tx, viewer, ticket, reason);
  });
}

/** A ticket on which its requester may ask for somebody else: one that is worked. */
async function lockAppealable(tx: Tx, viewer: Viewer, ticketId: number): Promise<Ticket> {
  const ticket = await lockTicket(tx, viewer, ticketId);
  authorize(viewer, "ticket.settle", ticket);
  if (!isWorkable(ticket.state)) throw new Conflict("ticket_state");
  return ticket;
}

/** Of two that are sent at once the second waits, and is counted. */
async function isOften(tx: Tx, { requesterId }: Ticket): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${APPEALS_LOCK}, ${requesterId})`;
  return isOver(tx, requesterId);
}

const APPEALS_LOCK = 7_270_817;

/** Whether somebody has asked for other agents as often as a week bears. */
export async function isOver(tx: Tx, requesterId: number, now = new Date()): Promise<boolean> {
  const { otherAgentsAWeek } = await siteSettings(tx);
  const kind: AppealKind = "other_agent";
  const where = { kind, createdAt: { gt: new Date(now.getTime() - WEEK_MS) }, ticket: { requesterId } };
  return (await tx.appeal.count({ where })) >= otherAgentsAWeek;
}
