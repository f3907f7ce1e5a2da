import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { closeTalk } from "../domain/tickets/ask-inside.server.ts";
import { talkEndInput } from "../domain/tickets/talk-input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.asked.$id._index/route.tsx";

/** Who asked says whether it helped. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const id = idParam(params.id);
    await closeTalk(viewer, id, parseForm(talkEndInput, form).is);
    return `/staff/asked/${id}`;
  });
