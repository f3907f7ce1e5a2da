import { approveGoodwill } from "../domain/tickets/decide-goodwill.server.ts";
import { goodwillApprovalInput } from "../domain/tickets/goodwill-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A second person lets a proposal out. */
export const action = deskAction((viewer, number, form) =>
  approveGoodwill(viewer, number, parseForm(goodwillApprovalInput, form)),
);
