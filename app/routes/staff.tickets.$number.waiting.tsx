import { waitingInput } from "../domain/tickets/input.ts";
import { waitOnThirdParty } from "../domain/tickets/wait-on-third-party.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Waits for somebody who is neither requester nor staff. */
export const action = deskAction((viewer, number, form) =>
  waitOnThirdParty(viewer, number, parseForm(waitingInput(viewer.timeZone), form)),
);
