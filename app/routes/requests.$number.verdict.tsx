import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { rejectionInput, thanksInput, verdictInput } from "../domain/tickets/input.ts";
import { rejectResolution } from "../domain/tickets/reopen-ticket.server.ts";
import { settleTicket } from "../domain/tickets/settle-ticket.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

const VERDICT_TEXTS = ["body", "words"] as const;

/** The requester says whether it is solved. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    const { is } = parseForm(verdictInput, form);
    if (is === "solved")
      await settleTicket(
        viewer,
        number,
        await settleForm({ viewer, form }, parseForm(thanksInput, form), VERDICT_TEXTS),
      );
    else
      await rejectResolution(
        viewer,
        number,
        await settleForm({ viewer, form }, parseForm(rejectionInput, form), VERDICT_TEXTS),
      );
    return backTo(form, number);
  });
