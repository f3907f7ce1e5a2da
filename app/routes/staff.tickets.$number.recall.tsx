import { recallInput } from "../domain/tickets/desk-input.ts";
import { dropStopped, takeBack } from "../domain/tickets/take-back.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Takes back what has not gone out yet; or throws away what came back. */
export const action = deskAction((viewer, number, form) => {
  const input = parseForm(recallInput, form);
  return input.is === "gone" ? dropStopped(viewer, number, input) : takeBack(viewer, number, input);
}, "#write");
