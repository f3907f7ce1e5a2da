import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { approveMacro } from "../domain/macros/approve-macro.server.ts";
import { approvalInput } from "../domain/macros/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.macros.$id._index/route.tsx";

/** Lets the text that was read be sent. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    await approveMacro(viewer, id, parseForm(approvalInput, form));
    return `/staff/macros/${id}`;
  });
