import { saying } from "../domain/macros/say.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A supervisor answers who asked for one. */
export const action = deskAction(saying("supervision"));
