import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { linkInput } from "../domain/answers/input.ts";
import { linkThread, unlinkThread } from "../domain/answers/linked-threads.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Puts the answer on a thread, or takes it off. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    const { threadId, is } = parseForm(linkInput, form);
    await (is === "on" ? linkThread : unlinkThread)(viewer, id, threadId);
    return `/staff/answers/${id}`;
  });
