import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { settleDuty } from "../domain/tickets/decide-duty.server.ts";
import { dutySettlementInput } from "../domain/tickets/duty-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** It has come, or is not needed any more. */
export const action = deskAction(async (viewer, number, form) => {
  const sent = { viewer, form, purpose: "response" } as const;
  await settleDuty(viewer, number, await settleForm(sent, parseForm(dutySettlementInput, form), ["words"]));
});
