import { byMode } from "../domain/macros/respond-by-mode.server.ts";
import { resolutionInput } from "../domain/tickets/input.ts";
import { resolveTicket } from "../domain/tickets/resolve-ticket.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Settles the ticket from our side. */
export const action = deskAction((viewer, number, form) =>
  resolveTicket(viewer, number, parseForm(resolutionInput, form), byMode(form)),
);
