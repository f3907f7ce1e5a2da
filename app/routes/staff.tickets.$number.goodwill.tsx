import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { goodwillOfferInput } from "../domain/tickets/goodwill-input.ts";
import { offerGoodwill } from "../domain/tickets/offer-goodwill.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Staff offers something, or something else than was asked for. */
export const action = deskAction(async (viewer, number, form) => {
  const typed = parseForm(goodwillOfferInput((await siteSettings()).goodwill), form);
  await offerGoodwill(viewer, number, await settleResponse({ viewer, form }, typed, ["words"]));
});
