import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { stepMarkInput } from "../domain/tickets/input.ts";
import { markStep } from "../domain/tickets/mark-step.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester says what came of a step we asked for. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await markStep(viewer, number, parseForm(stepMarkInput, form));
    return backTo(form, number);
  });
