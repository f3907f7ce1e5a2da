import { byMode } from "../domain/macros/respond-by-mode.server.ts";
import { questionInput, responseInput } from "../domain/tickets/input.ts";
import { askRequester, respond } from "../domain/tickets/respond.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Staff answers the requester; `next` says whether it is then their turn. */
export const action = deskAction((viewer, number, form) =>
  form.get("next") === "ask"
    ? askRequester(viewer, number, parseForm(questionInput(viewer.timeZone), form), byMode(form))
    : respond(viewer, number, parseForm(responseInput, form), byMode(form)),
);
