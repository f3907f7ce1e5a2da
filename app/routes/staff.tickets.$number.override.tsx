import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { overrideInput } from "../domain/tickets/input.ts";
import { passUnconfirmed } from "../domain/tickets/pass-unconfirmed.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Takes an urgent ticket up before its requester has read it back. */
export const action = deskAction(async (viewer, number, form) =>
  passUnconfirmed(viewer, number, await settleNote({ viewer, form }, parseForm(overrideInput, form), ["body"])),
);
