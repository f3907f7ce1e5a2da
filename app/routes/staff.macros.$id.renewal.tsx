import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { renewMacro } from "../domain/macros/approve-macro.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.macros.$id._index/route.tsx";

/** Has what is approved read and approved anew, as it is. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    await renewMacro(viewer, id);
    return `/staff/macros/${id}`;
  });
