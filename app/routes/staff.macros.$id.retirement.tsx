import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { retireMacro } from "../domain/macros/approve-macro.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.macros.$id._index/route.tsx";

/** Takes a macro out of use; with `is=off` brings it back. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    await retireMacro(viewer, id, form.get("is") !== "off");
    return `/staff/macros/${id}`;
  });
