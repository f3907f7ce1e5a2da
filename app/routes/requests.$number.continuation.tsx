import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { continueTicket } from "../domain/tickets/continue-ticket.server.ts";
import { continuationInput } from "../domain/tickets/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester goes on with a closed request; where that was long ago, in a new one. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    const input = await settleForm({ viewer, form }, parseForm(continuationInput, form), ["body"]);
    const { id } = await continueTicket(viewer, number, input);
    return id === number ? backTo(form, number) : `/requests/${id}`;
  });
