import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { can, isDesk } from "../permissions.ts";

/** What somebody had seen of a ticket, and when. */
export interface Look {
  version: number;
  at: Date;
}

/** Somebody of the desk looks at a ticket: says what they had seen before. What had come back to them is looked at. */
export async function look(
  viewer: Viewer,
  { number, version }: { number: number; version: number },
): Promise<Look | null> {
  if (!isDesk(viewer)) return null;
  const [before] = await prisma.$queryRaw<Look[]>`
    WITH before AS (
      SELECT version, at FROM "TicketLook" WHERE "accountId" = ${viewer.id} AND "ticketId" = ${number}
    ), back AS (
      DELETE FROM "Snooze" WHERE "accountId" = ${viewer.id} AND "ticketId" = ${number} AND ("wokenAt" IS NOT NULL OR until <= now())
    ), now AS (
      INSERT INTO "TicketLook" ("accountId", "ticketId", version) VALUES (${viewer.id}, ${number}, ${version})
      ON CONFLICT ("accountId", "ticketId") DO UPDATE SET version = greatest("TicketLook".version, excluded.version), at = now()
    )
    SELECT version, at FROM before`;
  return before ?? null;
}

/**
 * What a change means to those who have looked or put the ticket away: who changed it has seen that; what its requester
 * does, or who acts for them, brings it back; whoever has it no more has nothing put away.
 */
export async function keepLooks(tx: Tx, viewer: Viewer, before: Ticket, after: Ticket): Promise<void> {
  if (before.assigneeId !== after.assigneeId) {
    const kept = { not: after.assigneeId ?? NOBODY };
    await tx.snooze.deleteMany({ where: { ticketId: after.id, accountId: kept } });
  }
  if (viewer.id === NOBODY) return;
  if (can(viewer, "ticket.follow", after)) {
    await tx.snooze.updateMany({ where: { ticketId: after.id, wokenAt: null }, data: { wokenAt: new Date() } });
  } else {
    const seen = { accountId: viewer.id, ticketId: after.id, version: before.version };
    await tx.ticketLook.updateMany({ where: seen, data: { version: after.version } });
  }
}
