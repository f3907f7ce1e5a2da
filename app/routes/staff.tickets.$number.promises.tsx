import { promiseInput } from "../domain/tickets/input.ts";
import { makePromise } from "../domain/tickets/make-promise.server.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** Promises the requester something by a date. */
export const action = deskAction((viewer, number, form) =>
  makePromise(viewer, number, parseForm(promiseInput(viewer.timeZone), form)),
);
