import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { moveInput } from "../domain/tickets/view-input.ts";
import { moveView } from "../domain/tickets/views.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.views.$id._index/route.tsx";

/** Moves a view among those beside it. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await moveView(viewer, idParam(params.id), parseForm(moveInput, form).is);
    return "/staff/views";
  });
