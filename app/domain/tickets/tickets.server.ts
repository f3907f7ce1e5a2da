import type { Prisma, Ticket } from "../../generated/prisma/client.ts";
import { databaseCode, prisma, type Tx } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { forWhom, holdIfActing } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { EventKind } from "../events/events.ts";
import { record } from "../events/record.server.ts";
import { authorize, can, visible } from "../permissions.ts";
import { clocksOf, recordRelaxed, setAlarm } from "./clocks.server.ts";
import { keepLooks } from "./looks.server.ts";
import { canFollow, isClosed } from "./ticket.ts";
import { isPausing } from "./ticket-clock.ts";

/** The ticket, or not found for whoever may not see it. */
export async function requireTicket(viewer: Viewer, ticketId: number): Promise<Ticket> {
  return found(await prisma.ticket.findFirst({ where: seenBy(viewer, ticketId) }));
}

/**
 * Locks the ticket for the rest of the transaction and reads it as it is now: every verb of the private lane begins
 * here. A verb that needs a thread too locks that first.
 */
export async function lockTicket(tx: Tx, viewer: Viewer, ticketId: number): Promise<Ticket> {
  await tx.$queryRaw`SELECT 1 FROM "Ticket" WHERE id = ${ticketId} FOR UPDATE`;
  const ticket = found(await tx.ticket.findFirst({ where: seenBy(viewer, ticketId) }));
  await holdIfActing(tx, viewer, ticket.requesterId);
  return ticket;
}

/** The same for the desk's verbs: a requester sees the ticket, but knows no desk. */
export async function lockDeskTicket(tx: Tx, viewer: Viewer, ticketId: number): Promise<Ticket> {
  const ticket = await lockTicket(tx, viewer, ticketId);
  if (!can(viewer, "notes.see", ticket)) throw new NotFound();
  authorize(viewer, "ticket.work", ticket);
  return ticket;
}

/** Refuses a write by somebody who has not seen what the ticket has become. */
export function refuseUnseen(ticket: Ticket, seenVersion: number) {
  if (ticket.version !== seenVersion) throw new Conflict("ticket_changed");
}

/** Refuses a word on a ticket that is over. */
export function refuseClosed(ticket: Ticket) {
  if (isClosed(ticket.state)) throw new Conflict("ticket_closed");
}

/** What a verb may write; version, clocks and the times of states follow by themselves. */
export type TicketChange = Omit<
  Prisma.TicketUncheckedUpdateInput,
  "version" | "dueAt" | "dueClock" | "timerAt" | "state"
> &
  Partial<Pick<Ticket, "state">>;

/** Writes to a ticket that the caller has locked: its version grows, and its clocks are asked anew. */
export async function changeTicket(tx: Tx, ticket: Ticket, change: TicketChange): Promise<Ticket> {
  const now = new Date();
  const state = change.state ?? ticket.state;
  if (state !== ticket.state && !canFollow(ticket.state, state)) throw new Conflict("ticket_state");
  const stateSince = state === ticket.state ? ticket.stateSince : now;
  const all = { ...change, ...resolutionTimes(ticket, { ...ticket, ...change, state } as Ticket, now) };
  const next = { ...ticket, ...all, state, stateSince, updatedAt: now } as Ticket;
  const data = { ...all, updatedAt: now, version: { increment: 1 }, ...(await clocksOf(tx, next)) };
  const changed = await tx.ticket.update({ where: { id: ticket.id }, data }).catch((error: unknown) => {
    throw asConflict(error);
  });
  await recordRelaxed(tx, changed);
  await setAlarm(tx, changed);
  return changed;
}

/** Makes a ticket another for whoever writes to it, and the same for everybody else: nothing they see has changed. */
export async function growVersion(tx: Tx, { id, version: before }: Ticket): Promise<number> {
  const { version } = await tx.ticket.update({ where: { id }, data: { version: { increment: 1 } } });
  await tx.ticketLook.updateMany({ where: { ticketId: id, version: before }, data: { version } });
  return version;
}

/**
 * What the clock of the resolution has to know of a change: when it starts, and when it stood. It starts with staff's
 * clocks, goes on where it stood when a resolution is refused, and begins anew when a closed ticket is continued.
 */
function resolutionTimes(before: Ticket, after: Ticket, now: Date) {
  if (before.state !== after.state && isClosed(before.state)) return { resolutionSince: now, pauses: [] };
  const resolutionSince = before.resolutionSince ?? after.startedAt;
  if (before.state === after.state || !isPausing(before.state)) return { resolutionSince };
  const stood = [before.stateSince.toISOString(), now.toISOString()];
  return { resolutionSince, pauses: [...(before.pauses as string[][]), stood] };
}

/** Records what happened to a ticket: which version it became, and from which state to which. Returns the event's id. */
export async function recordTicket(
  tx: Tx,
  viewer: Viewer,
  kind: EventKind,
  [before, after]: readonly [Ticket, Ticket],
  data: Prisma.InputJsonObject = {},
) {
  await keepLooks(tx, viewer, before, after);
  const moved = before.state === after.state ? {} : { from: before.state, to: after.state };
  const by = forWhom(viewer, after.requesterId);
  return record(tx, viewer, kind, { ticketId: after.id, data: { version: after.version, ...moved, ...by, ...data } });
}

const guards: Record<string, string> = {
  AL003: "ticket_state",
  AL004: "open_promise",
  AL005: "unanswered_question",
  AL006: "publish_or_why",
  AL007: "ticket_settled",
  AL009: "open_claim",
  AL051: "open_appeal",
  AL056: "goodwill_moved",
  AL057: "open_goodwill",
  AL058: "open_duty",
  AL059: "duty_moved",
};

/** What a guard of the database refused, as the conflict it means; anything else as it is. */
export function asConflict(error: unknown): unknown {
  const code = guards[databaseCode(error) ?? ""];
  if (code) return new Conflict(code);
  return databaseCode(error) === "23505" || isUniqueViolation(error) ? new Conflict("thread_has_ticket") : error;
}

const isUniqueViolation = (error: unknown) => (error as { code?: unknown } | null)?.code === "P2002";

const seenBy = (viewer: Viewer, ticketId: number) => ({ AND: [{ id: ticketId }, visible.tickets(viewer)] });

function found(ticket: Ticket | null): Ticket {
  if (!ticket) throw new NotFound();
  return ticket;
}
