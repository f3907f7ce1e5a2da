import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { doDuty } from "../domain/tickets/answer-duty.server.ts";
import { dutyDoneInput } from "../domain/tickets/duty-input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester says that they have done what they were asked to. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    await doDuty(viewer, number, await settleForm({ viewer, form }, parseForm(dutyDoneInput, form), ["body"]));
    return backTo(form, number);
  });
