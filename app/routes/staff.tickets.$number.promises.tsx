import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { promiseInput } from "../domain/tickets/input.ts";
import { makePromise } from "../domain/tickets/make-promise.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Promises the requester something by a date. */
export const action = deskAction(async (viewer, number, form) => {
  const typed = parseForm(promiseInput(viewer.timeZone), form);
  await makePromise(viewer, number, await settleResponse({ viewer, form }, typed, ["body"]));
});
