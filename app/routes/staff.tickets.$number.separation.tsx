import { versionInput } from "../domain/tickets/input.ts";
import { unjoinTicket } from "../domain/tickets/unjoin-ticket.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** They were two after all. */
export const action = deskAction((viewer, number, form) => unjoinTicket(viewer, number, parseForm(versionInput, form)));
