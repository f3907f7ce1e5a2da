import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { returnInput } from "../domain/answers/input.ts";
import { returnDraft } from "../domain/answers/return-draft.server.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Gives the text back to its author, with a reason. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const id = idParam(params.id);
    const viewer = await requireWriter(request);
    const input = parseForm(returnInput, form);
    await refusePrivateIn(viewer, input, ["reason"]);
    await returnDraft(viewer, id, input);
    return `/staff/answers/${id}`;
  });
