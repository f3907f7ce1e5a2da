import { linkInput } from "../domain/tickets/input.ts";
import { linkThread } from "../domain/tickets/link-thread.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Ties another public thread to the ticket. */
export const action = deskAction((viewer, number, form) => linkThread(viewer, number, parseForm(linkInput, form)));
