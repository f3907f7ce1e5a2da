import { changePriority } from "../domain/tickets/change-priority.server.ts";
import { priorityInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Gives the ticket another priority. */
export const action = deskAction((viewer, number, form) =>
  changePriority(viewer, number, parseForm(priorityInput, form)),
);
