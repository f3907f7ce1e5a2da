import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { thanksReopeningInput } from "../domain/tickets/one-case-input.ts";
import { reopenThanked } from "../domain/tickets/reopen-thanked.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** What was filed as thanks was none: the request is open again. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    await reopenThanked(viewer, number, parseForm(thanksReopeningInput, form));
    return backTo(form, number);
  });
