import { prisma, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { SnoozeInput } from "./desk-input.ts";
import { categoryOf } from "./ticket.ts";
import { lockDeskTicket } from "./tickets.server.ts";

/**
 * Puts a ticket out of its assignee's sight until a time, or until its requester is heard of. It is theirs still, all its
 * clocks run, and everybody else sees it where it was.
 */
export async function snoozeTicket(viewer: Viewer, ticketId: number, { snoozedUntil }: SnoozeInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    if (ticket.assigneeId !== viewer.id) throw new Conflict("not_yours_to_snooze");
    if (!["open", "paused"].includes(categoryOf(ticket.state))) throw new Conflict("nothing_to_snooze");
    const key = { accountId: viewer.id, ticketId };
    const until = snoozedUntil ?? null;
    await tx.snooze.upsert({
      where: { accountId_ticketId: key },
      create: { ...key, until },
      update: { until, wokenAt: null, createdAt: new Date() },
    });
  });
}

/** Takes it out again. */
export async function wakeTicket(viewer: Viewer, ticketId: number): Promise<void> {
  await transaction(async (tx) => {
    await lockDeskTicket(tx, viewer, ticketId);
    await tx.snooze.deleteMany({ where: { accountId: viewer.id, ticketId } });
  });
}

/** Whether the viewer has put it away: until when, or until a reply. */
export async function snoozeOf(viewer: Viewer, ticketId: number): Promise<{ until: Date | null } | null> {
  const away = await prisma.snooze.findUnique({
    where: { accountId_ticketId: { accountId: viewer.id, ticketId } },
    select: { until: true, wokenAt: true },
  });
  const isOver = !away || away.wokenAt !== null || (away.until !== null && away.until <= new Date());
  return isOver ? null : { until: away.until };
}
