import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { confirmStatement } from "../domain/tickets/confirm-statement.server.ts";
import { confirmationInput } from "../domain/tickets/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester says that the statement is right. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await confirmStatement(viewer, number, parseForm(confirmationInput, form));
    return backTo(form, number);
  });
