import type { Tx } from "../../platform/db.server.ts";
import { type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import type { TicketSubject } from "../subjects.ts";
import { mentionsIn } from "../threads/mentions.ts";

/** Of whom a note calls by name: those who are told, and the handles of those who are not, for they can't read it. */
export interface Called {
  calledIds: number[];
  untold: string[];
}

/** Whom a note calls by name. Only who works the ticket reads its notes: a customer is never told of one, nor other staff. */
export async function calledIn(tx: Tx, viewer: Viewer, ticket: TicketSubject, markdown: string): Promise<Called> {
  const handles = mentionsIn(markdown);
  if (handles.length === 0) return { calledIds: [], untold: [] };
  const others = { handle: { in: handles }, isGuest: false, id: { not: viewer.id } };
  const accounts = await tx.account.findMany({ where: others, orderBy: { handle: "asc" } });
  const mayRead = accounts.filter((account) => can(viewerFrom(account), "ticket.work", ticket));
  const calledIds = mayRead.map(({ id }) => id);
  return { calledIds, untold: accounts.filter(({ id }) => !calledIds.includes(id)).map(({ handle }) => handle) };
}
