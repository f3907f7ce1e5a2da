import { passToLevel2 } from "../domain/macros/gaps.server.ts";
import { gapInput } from "../domain/macros/input.ts";
import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** No approved text fits: level 2 goes on, with everything there is. */
export const action = deskAction(async (viewer, number, form) =>
  passToLevel2(viewer, number, await settleNote({ viewer, form }, parseForm(gapInput, form), ["words"])),
);
