import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { refuseGoodwill } from "../domain/tickets/decide-goodwill.server.ts";
import { goodwillRefusalInput } from "../domain/tickets/goodwill-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** No, and why: to the requester, or to who proposed it. */
export const action = deskAction(async (viewer, number, form) => {
  const typed = parseForm(goodwillRefusalInput, form);
  await refuseGoodwill(viewer, number, await settleResponse({ viewer, form }, typed, ["words"]));
});
