import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { returnMacro } from "../domain/macros/approve-macro.server.ts";
import { returnInput } from "../domain/macros/input.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.macros.$id._index/route.tsx";

/** Gives the text back to its writers. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    const input = parseForm(returnInput, form);
    await refusePrivateIn(viewer, input, ["reason"]);
    await returnMacro(viewer, id, input);
    return `/staff/macros/${id}`;
  });
