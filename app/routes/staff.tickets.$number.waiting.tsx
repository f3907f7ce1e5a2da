import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { waitingInput } from "../domain/tickets/input.ts";
import { waitOnThirdParty } from "../domain/tickets/wait-on-third-party.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Waits for somebody who is neither requester nor staff. */
export const action = deskAction(async (viewer, number, form) => {
  const typed = parseForm(waitingInput(viewer.timeZone), form);
  await waitOnThirdParty(viewer, number, await settleResponse({ viewer, form }, typed, ["waitingFor"]));
});
