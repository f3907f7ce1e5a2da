import { settleResponse } from "../domain/private-values/settle-form.server.ts";
import { detachMessage } from "../domain/tickets/detach-message.server.ts";
import { detachmentInput } from "../domain/tickets/one-case-input.ts";
import { parseForm } from "../platform/http.server.ts";
import { deskAction } from "./staff.tickets.$number._index/desk-action.server.ts";

export { default, loader, meta } from "./staff.tickets.$number._index/route.tsx";

/** A message that is about something else becomes a ticket of its own. */
export const action = deskAction(async (viewer, number, form) =>
  detachMessage(viewer, number, await settleResponse({ viewer, form }, parseForm(detachmentInput, form), ["reason"])),
);
