import { versionInput } from "../domain/tickets/input.ts";
import { reopenOwing } from "../domain/tickets/left-open.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** It still owes its requester something. */
export const action = deskAction((viewer, number, form) => reopenOwing(viewer, number, parseForm(versionInput, form)));
