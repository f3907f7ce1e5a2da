import { byMode } from "../domain/macros/respond-by-mode.server.ts";
import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { answerAsSupervisor } from "../domain/tickets/call-supervisor.server.ts";
import { supervisionInput } from "../domain/tickets/rights-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A supervisor answers who asked for one. */
export const action = deskAction(async (viewer, number, form) => {
  const input = await settleResponse({ viewer, form }, parseForm(supervisionInput, form), ["body"]);
  await answerAsSupervisor(viewer, number, input, byMode(form));
});
