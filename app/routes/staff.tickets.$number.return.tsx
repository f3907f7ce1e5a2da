import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { returnInput } from "../domain/tickets/input.ts";
import { returnForRewrite } from "../domain/tickets/return-for-rewrite.server.ts";
import { parseInput } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Sends the statement back to be written again. */
export const action = deskAction(async (viewer, number, form) => {
  const input = parseInput(returnInput, { ...Object.fromEntries(form), reasons: form.getAll("reasons") });
  return returnForRewrite(viewer, number, await settleNote({ viewer, form }, input, ["body"]));
});
