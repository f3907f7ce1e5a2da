import { grantDuty } from "../domain/tickets/decide-duty.server.ts";
import { dutyGrantInput } from "../domain/tickets/duty-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A new date for what the requester has not done in time. */
export const action = deskAction((viewer, number, form) =>
  grantDuty(viewer, number, parseForm(dutyGrantInput(viewer.timeZone), form)),
);
