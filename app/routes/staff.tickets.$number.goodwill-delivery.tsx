import { giveGoodwill } from "../domain/tickets/decide-goodwill.server.ts";
import { goodwillDeliveryInput } from "../domain/tickets/goodwill-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** What was accepted has been done. */
export const action = deskAction((viewer, number, form) =>
  giveGoodwill(viewer, number, parseForm(goodwillDeliveryInput, form)),
);
