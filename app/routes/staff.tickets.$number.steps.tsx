import { refuseSensitive } from "../domain/macros/respond-by-mode.server.ts";
import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { askForStep } from "../domain/tickets/ask-for-step.server.ts";
import { stepAskInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Asks the requester to do a step. */
export const action = deskAction(async (viewer, number, form) => {
  const typed = parseForm(stepAskInput(viewer.timeZone), form);
  const step = await settleResponse({ viewer, form }, typed, ["body", "reason"]);
  await askForStep(viewer, number, step, refuseSensitive);
});
