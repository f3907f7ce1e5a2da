import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { retractInput } from "../domain/answers/input.ts";
import { retractAnswer } from "../domain/answers/retract-answer.server.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Withdraws a published answer, with a reason that everybody who was told of it reads. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const id = idParam(params.id);
    const viewer = await requireWriter(request);
    const input = parseForm(retractInput, form);
    await refusePrivateIn(viewer, input, ["reason"]);
    await retractAnswer(viewer, id, input);
    return `/staff/answers/${id}`;
  });
