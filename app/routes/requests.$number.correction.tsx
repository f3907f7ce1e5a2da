import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { correctStatement } from "../domain/tickets/correct-statement.server.ts";
import { correctionInput } from "../domain/tickets/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester corrects the statement, or adds to it. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    const typed = parseForm(correctionInput, form);
    await correctStatement(viewer, number, await settleForm({ viewer, form }, typed, ["body", "desiredOutcome"]));
    return backTo(form, number);
  });
