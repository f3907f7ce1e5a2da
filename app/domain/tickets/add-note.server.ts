import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import { calledIn } from "./called.server.ts";
import type { NoteInput } from "./input.ts";
import { writeNote } from "./notes.server.ts";
import { submissionOf } from "./responses.server.ts";
import { changeTicket, lockDeskTicket, recordTicket } from "./tickets.server.ts";

/**
 * Writes a note that only staff reads. It answers nobody and overwrites nothing, so it is taken whatever its writer has
 * seen; the version grows, so that a response waits until its writer has read the note. Colleagues it calls by name are told.
 */
export async function addNote(viewer: Viewer, ticketId: number, input: NoteInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const submissionKey = submissionOf(viewer, input);
    const earlier = submissionKey && (await tx.note.findUnique({ where: { submissionKey } }));
    if (earlier) return { id: earlier.id };
    const { body } = await keepAmongStaff(tx, viewer, ticket, input, ["body"]);
    const { id } = await writeNote(tx, viewer, ticket, body, submissionKey);
    await hangAttachments(tx, viewer, { noteId: id }, input);
    const called = await calledIn(tx, viewer, ticket, body);
    const noted = await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, "ticket.noted", [ticket, noted], { noteId: id, ...called });
    return { id };
  });
}
