import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { passReading, returnReading, withdrawReading } from "../domain/tickets/decide-reading.server.ts";
import { readingPassInput, readingReturnInput, readingWithdrawalInput } from "../domain/tickets/input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A second person lets a response go or returns it, or its author takes it back. */
export const action = deskAction(async (viewer, number, form) => {
  const is = form.get("is");
  if (is === "returned") {
    const typed = parseForm(readingReturnInput, form);
    return returnReading(viewer, number, await settleNote({ viewer, form }, typed, ["reason"]));
  }
  if (is === "withdrawn") {
    return withdrawReading(viewer, number, parseForm(readingWithdrawalInput, form).readingId);
  }
  return passReading(viewer, number, parseForm(readingPassInput, form));
}, "#write");
