import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { assignTicket, takeTicket } from "../domain/tickets/assign-ticket.server.ts";
import { assignmentInput, versionInput } from "../domain/tickets/input.ts";
import { unassignTicket } from "../domain/tickets/unassign-ticket.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Takes the ticket, gives it to somebody, or puts it back. */
export const action = deskAction(async (viewer, number, form) => {
  const to = form.get("to");
  if (to === "me") return takeTicket(viewer, number, parseForm(versionInput, form));
  if (to === "nobody") return unassignTicket(viewer, number, parseForm(versionInput, form));
  const handed = await settleNote({ viewer, form }, parseForm(assignmentInput, form), ["brief"]);
  return assignTicket(viewer, number, handed);
});
