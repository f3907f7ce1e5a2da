import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { refuseClaim } from "../domain/tickets/decide-claim.server.ts";
import { claimRefusalInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A lead says that it was no promise, and why. */
export const action = deskAction(async (viewer, number, form) =>
  refuseClaim(viewer, number, await settleResponse({ viewer, form }, parseForm(claimRefusalInput, form), ["body"])),
);
