import { saying } from "../domain/macros/say.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Settles the ticket from our side. */
export const action = deskAction(saying("resolution"));
