import { saying } from "../domain/macros/say.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Staff answers the requester; `next` says whether it is then their turn. */
export const action = deskAction(saying("responses"));
