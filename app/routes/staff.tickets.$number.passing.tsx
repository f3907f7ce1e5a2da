import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { passOn } from "../domain/tickets/pass-on.server.ts";
import { passInput } from "../domain/tickets/rights-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** "Not the right person": somebody else goes on. */
export const action = deskAction(async (viewer, number, form) =>
  passOn(viewer, number, await settleNote({ viewer, form }, parseForm(passInput, form), ["reason"])),
);
