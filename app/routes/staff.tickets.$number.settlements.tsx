import { settlementInput } from "../domain/tickets/input.ts";
import { settlePromise } from "../domain/tickets/settle-promise.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Says that a promise was kept, or withdraws it. */
export const action = deskAction((viewer, number, form) =>
  settlePromise(viewer, number, parseForm(settlementInput, form)),
);
