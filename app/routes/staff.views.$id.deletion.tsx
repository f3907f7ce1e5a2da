import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { switchInput } from "../domain/tickets/view-input.ts";
import { deleteView, restoreView } from "../domain/tickets/views.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.views.$id._index/route.tsx";

/** Takes a view away, or brings it back. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const id = idParam(params.id);
    if (parseForm(switchInput, form).is === "off") {
      await restoreView(viewer, id);
      return `/staff?view=${id}`;
    }
    await deleteView(viewer, id);
    return `/staff/views?deleted=${id}`;
  });
