import { spamInput } from "../domain/tickets/input.ts";
import { markSpam, restoreTicket } from "../domain/tickets/mark-spam.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Takes the ticket out of sight, or brings it back. */
export const action = deskAction((viewer, number, form) => {
  const input = parseForm(spamInput, form);
  return input.is === "on" ? markSpam(viewer, number, input) : restoreTicket(viewer, number, input);
});
