import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { rewriteInput } from "../domain/tickets/input.ts";
import { rewriteStatement } from "../domain/tickets/rewrite-statement.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Writes a returned statement anew. */
export const action = deskAction(async (viewer, number, form) =>
  rewriteStatement(viewer, number, await settleResponse({ viewer, form }, parseForm(rewriteInput, form), ["body"])),
);
