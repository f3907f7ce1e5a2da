import type { Viewer } from "../domain/accounts/viewer.ts";
import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { addNote } from "../domain/tickets/add-note.server.ts";
import { askInside } from "../domain/tickets/ask-inside.server.ts";
import { noteInput } from "../domain/tickets/input.ts";
import { askInsideInput } from "../domain/tickets/talk-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Staff writes a note that only staff reads; by two of its buttons it is put to somebody. */
export const action = deskAction(async (viewer, number, form) =>
  form.has("ask")
    ? ask(viewer, number, form)
    : addNote(viewer, number, await settleNote({ viewer, form }, parseForm(noteInput, form), ["body"])),
);

async function ask(viewer: Viewer, number: number, form: FormData) {
  if (form.get("ask") === "lead") form.set("asked", "lead");
  await askInside(viewer, number, await settleNote({ viewer, form }, parseForm(askInsideInput, form), ["body"]));
}
