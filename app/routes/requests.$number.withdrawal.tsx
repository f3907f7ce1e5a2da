import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { undoEscalation } from "../domain/tickets/withdraw-escalation.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester takes back what went to staff by itself. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const number = idParam(params.number);
    await undoEscalation(await requireMember(request), number);
    return backTo(form, number);
  });
