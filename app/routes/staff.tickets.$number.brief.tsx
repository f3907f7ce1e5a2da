import { readBrief } from "../domain/tickets/read-brief.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Whoever took over has read what was handed over. */
export const action = deskAction((viewer, number) => readBrief(viewer, number), "#write");
