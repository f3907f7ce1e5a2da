import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { refuseDuty } from "../domain/tickets/decide-duty.server.ts";
import { dutyRefusalInput } from "../domain/tickets/duty-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** No new date, and why: the requester reads it. */
export const action = deskAction(async (viewer, number, form) => {
  const sent = { viewer, form, purpose: "response" } as const;
  await refuseDuty(viewer, number, await settleForm(sent, parseForm(dutyRefusalInput, form), ["words"]));
});
