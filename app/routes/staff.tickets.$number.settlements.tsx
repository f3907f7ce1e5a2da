import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { settlementInput } from "../domain/tickets/input.ts";
import { settlePromise } from "../domain/tickets/settle-promise.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Says that a promise was kept, or withdraws it. */
export const action = deskAction(async (viewer, number, form) =>
  settlePromise(viewer, number, await settleResponse({ viewer, form }, parseForm(settlementInput, form), ["body"])),
);
