import { createHash } from "node:crypto";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { requireTicket } from "./tickets.server.ts";

/** What an open page of a ticket is told by. */
export const ticketTopic = (ticketId: number) => `ticket ${ticketId}`;

/** What tells of a ticket and of the threads it belongs to. */
export async function topicsOf(ticketId: number): Promise<string[]> {
  const threads = await prisma.ticketThread.findMany({ where: { ticketId }, select: { threadId: true } });
  return [ticketTopic(ticketId), ...threads.map(({ threadId }) => `thread ${threadId}`)];
}

/**
 * What the desk's page of a ticket shows this viewer, in a word: the last that happened to it or to a thread of it, and
 * what is held. Not found for whoever may not see the desk's page.
 */
export async function deskVersionOf(viewer: Viewer, ticketId: number): Promise<string> {
  await requireAtDesk(viewer, ticketId);
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>`
    SELECT version::text, (SELECT max(id)::text FROM "Event" WHERE "ticketId" = ${ticketId}) AS event, (
      SELECT max(last.id)::text FROM "TicketThread" linked
      CROSS JOIN LATERAL (SELECT max(id) AS id FROM "Event" WHERE "threadId" = linked."threadId") last
      WHERE linked."ticketId" = ${ticketId}) AS talk, (
      SELECT string_agg(id || coalesce("stoppedBecause", ''), ',' ORDER BY id) FROM "HeldResponse"
      WHERE "ticketId" = ${ticketId} AND ("stoppedBecause" IS NULL OR "authorId" = ${viewer.id})) AS held
    FROM "Ticket" WHERE id = ${ticketId}`;
  return createHash("sha256").update(JSON.stringify(row)).digest("base64url").slice(0, 16);
}

/** The ticket, or not found for whoever may not see the desk's page of it. */
export async function requireAtDesk(viewer: Viewer, ticketId: number) {
  const ticket = await requireTicket(viewer, ticketId);
  if (!can(viewer, "notes.see", ticket)) throw new NotFound();
  return ticket;
}

/** Tells the open pages of the desk about something that is no event, such as a response that is held. */
export async function tellDesk(tx: Tx, ticketId: number): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify('live', ${ticketTopic(ticketId)})::text`;
}
