import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { submitMacro, takeBackMacro } from "../domain/macros/save-macro.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.macros.$id._index/route.tsx";

/** Gives the text to a second person; with `is=off` a writer takes it back. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    await (form.get("is") === "off" ? takeBackMacro(viewer, id) : submitMacro(viewer, id));
    return `/staff/macros/${id}`;
  });
