import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { acceptClaim } from "../domain/tickets/decide-claim.server.ts";
import { claimAcceptanceInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** What the requester was told becomes a promise. */
export const action = deskAction(async (viewer, number, form) => {
  const typed = parseForm(claimAcceptanceInput(viewer.timeZone), form);
  await acceptClaim(viewer, number, await settleResponse({ viewer, form }, typed, ["body"]));
});
