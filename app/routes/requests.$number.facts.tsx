import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { confirmFact, stateFact } from "../domain/tickets/facts.server.ts";
import { factConfirmationInput, factInput } from "../domain/tickets/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester says what is so, or that what we have noted is. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    if (form.has("id")) await confirmFact(viewer, number, parseForm(factConfirmationInput, form).id);
    else await stateFact(viewer, number, await settleForm({ viewer, form }, parseForm(factInput, form), ["value"]));
    return backTo(form, number);
  });
