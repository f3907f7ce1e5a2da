import { withdrawalInput } from "../domain/tickets/input.ts";
import { deEscalate, undoEscalation } from "../domain/tickets/withdraw-escalation.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** The ticket goes back to its thread: undone in time, or answered there. */
export const action = deskAction((viewer, number, form) => {
  const { is, seenVersion } = parseForm(withdrawalInput, form);
  return is === "undone" ? undoEscalation(viewer, number) : deEscalate(viewer, number, { seenVersion });
});
