import { joinTicket } from "../domain/tickets/join-ticket.server.ts";
import { joiningInput } from "../domain/tickets/one-case-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** It goes on in an earlier ticket of the same requester. */
export const action = deskAction((viewer, number, form) => joinTicket(viewer, number, parseForm(joiningInput, form)));
