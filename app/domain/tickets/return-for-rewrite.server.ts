import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import type { ReturnInput } from "./input.ts";
import { writeNote } from "./notes.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Sends a ticket back because its statement cannot be worked with, and says why. No clock stops for it. */
export async function returnForRewrite(viewer: Viewer, ticketId: number, input: ReturnInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.return", ticket);
    refuseUnseen(ticket, input.seenVersion);
    const { body } = await keepAmongStaff(tx, viewer, ticket, input, ["body"]);
    const note = body ? await writeNote(tx, viewer, ticket, body) : null;
    const returned = await changeTicket(tx, ticket, { state: "returned" });
    const data = { reasons: input.reasons, ...(note ? { noteId: note.id } : {}) };
    await recordTicket(tx, viewer, "ticket.returned", [ticket, returned], data);
  });
}
