import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { addNote } from "../domain/tickets/add-note.server.ts";
import { noteInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Staff writes a note that only staff reads. */
export const action = deskAction(async (viewer, number, form) =>
  addNote(viewer, number, await settleNote({ viewer, form }, parseForm(noteInput, form), ["body"])),
);
