import { versionInput } from "../domain/tickets/input.ts";
import { resumeTicket } from "../domain/tickets/resume-ticket.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Goes on without waiting any longer. */
export const action = deskAction((viewer, number, form) => resumeTicket(viewer, number, parseForm(versionInput, form)));
