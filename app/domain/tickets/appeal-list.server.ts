import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can, visible } from "../permissions.ts";
import { placeholdersIn } from "../private-values/private-value.ts";
import { privateValuesOfTickets } from "../private-values/private-values.server.ts";
import type { AppealRow } from "./appeal.ts";

const LISTED = 100;

/** Everything requesters asked for that nobody has met, the longest wait first: for leads and managers. */
export async function listAppeals(viewer: Viewer): Promise<AppealRow[]> {
  if (!can(viewer, "appeal.answer", null)) throw new NotFound();
  const rows = await prisma.appeal.findMany({
    where: { answeredAt: null, ticket: visible.tickets(viewer) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: LISTED,
    include: {
      to: { select: { name: true } },
      ticket: { select: { subject: true, dueAt: true, requester: { select: { name: true } } } },
    },
  });
  const said = rows.flatMap(({ reason, ticketId }) => (placeholdersIn(reason).length > 0 ? [ticketId] : []));
  const values = await privateValuesOfTickets(viewer, said);
  return rows.map(({ id, kind, reason, fromId, createdAt, isAlone, ticketId, to, ticket }) => ({
    ...{ id, kind, isAlone, ticketId, at: createdAt, toName: to?.name ?? null },
    ...{ subject: ticket.subject, dueAt: ticket.dueAt, requesterName: ticket.requester.name },
    reason: fromId === viewer.id ? "" : reason,
    privateValues: values.get(ticketId) ?? [],
  }));
}
