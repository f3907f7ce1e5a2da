import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { isDesk } from "../domain/permissions.ts";
import { escalateThread } from "../domain/tickets/escalate-thread.server.ts";
import { escalationInput } from "../domain/tickets/input.ts";
import { joinLiveTicket } from "../domain/tickets/join-live-ticket.server.ts";
import { joinInput } from "../domain/tickets/one-case-input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./threads.$number._index/route.tsx";

/** Hands the thread to staff; the asker goes on to read the statement back. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (form.has("joins")) {
      await joinLiveTicket(viewer, idParam(params.number), parseForm(joinInput, form).joins);
      return `/threads/${params.number}`;
    }
    const { id } = await escalateThread(viewer, idParam(params.number), parseForm(escalationInput, form));
    if (isDesk(viewer)) return `/staff/tickets/${id}`;
    return form.has("isPeer") ? `/threads/${params.number}` : `/requests/${id}`;
  });
