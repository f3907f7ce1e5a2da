import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { giveSecondChance } from "../domain/tickets/give-second-chance.server.ts";
import { secondChanceInput } from "../domain/tickets/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester was not content, and wants it looked at again by somebody else. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    const input = await settleForm({ viewer, form }, parseForm(secondChanceInput, form), ["reason"]);
    await giveSecondChance(viewer, number, input);
    return backTo(form, number);
  });
