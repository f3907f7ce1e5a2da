import type { Note, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";

/** A note on a ticket that the caller has locked. Only staff's own reads ever load it. */
export function writeNote(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  markdown: string,
  submissionKey?: string,
  talkId?: number,
): Promise<Note> {
  return tx.note.create({ data: { ticketId: ticket.id, authorId: viewer.id, markdown, submissionKey, talkId } });
}
