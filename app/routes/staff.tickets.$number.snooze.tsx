import { snoozeInput } from "../domain/tickets/desk-input.ts";
import { snoozeTicket, wakeTicket } from "../domain/tickets/snooze-ticket.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Puts the ticket out of its assignee's sight for a while, or brings it back. */
export const action = deskAction((viewer, number, form) =>
  form.get("is") === "off"
    ? wakeTicket(viewer, number)
    : snoozeTicket(viewer, number, parseForm(snoozeInput(viewer.timeZone), form)),
);
