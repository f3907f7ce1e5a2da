import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { isCertified, type Viewer } from "../accounts/viewer.ts";
import { claimBrief, type Handing, keepBrief } from "./briefs.server.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

/** Whoever acts first on a ticket that nobody has takes it: it never waits for a person while a person works on it. */
export async function takeUp(tx: Tx, viewer: Viewer, ticket: Ticket): Promise<Ticket> {
  if (ticket.assigneeId !== null || ticket.state !== "new") return ticket;
  if (ticket.trigger === "urgent_words" && !(viewer.role && isCertified(viewer.role)))
    throw new Conflict("needs_certified");
  return giveTo(tx, viewer, ticket, viewer.id);
}

/**
 * Gives a locked ticket to somebody; the first to have it opens it. From another's hands it comes with a brief, which is
 * written by itself unless who hands over has changed it.
 */
export async function giveTo(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  assigneeId: number,
  brief: Pick<Handing, "words" | "gap"> = {},
): Promise<Ticket> {
  const state = ticket.state === "new" ? "open" : ticket.state;
  const given = await changeTicket(tx, ticket, { assigneeId, state });
  const { assigneeId: formerId } = ticket;
  if (formerId === null) await claimBrief(tx, ticket.id, assigneeId);
  else if (formerId !== assigneeId) await keepBrief(tx, viewer, given, { formerId, readerId: assigneeId, ...brief });
  await recordTicket(tx, viewer, "ticket.assigned", [ticket, given], { assigneeId, formerId });
  return given;
}
