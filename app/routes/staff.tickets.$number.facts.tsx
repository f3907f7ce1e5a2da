import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { stateFact } from "../domain/tickets/facts.server.ts";
import { factInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Staff notes what the talk has told them. */
export const action = deskAction(async (viewer, number, form) =>
  stateFact(viewer, number, await settleResponse({ viewer, form }, parseForm(factInput, form), ["value"])),
);
