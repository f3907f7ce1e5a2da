import { refuseClaim } from "../domain/tickets/decide-claim.server.ts";
import { claimRefusalInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A lead says that it was no promise, and why. */
export const action = deskAction((viewer, number, form) =>
  refuseClaim(viewer, number, parseForm(claimRefusalInput, form)),
);
