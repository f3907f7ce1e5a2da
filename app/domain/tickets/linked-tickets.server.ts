import { prisma } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";

/** As many as one looks through. */
const LISTED = 20;

/** Other tickets of the same threads: earlier ones of this requester, and those of others with the same cause. */
export function linkedTickets(viewer: Viewer, ticketId: number) {
  const ofSameThread = { threads: { some: { thread: { tickets: { some: { ticketId } } } } } };
  return prisma.ticket.findMany({
    where: { AND: [visible.tickets(viewer), ofSameThread, { id: { not: ticketId } }] },
    select: { id: true, subject: true, state: true },
    orderBy: { id: "desc" },
    take: LISTED,
  });
}
