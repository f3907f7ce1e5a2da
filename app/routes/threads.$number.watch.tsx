import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { threadWatchInput } from "../domain/threads/input.ts";
import { setWatchLevel } from "../domain/threads/watch-thread.server.ts";
import { handleAction, idParam, localPath, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./threads.$number._index/route.tsx";

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const threadId = idParam(params.number);
    await setWatchLevel(viewer, threadId, parseForm(threadWatchInput, form).level);
    return localPath(form.get("back"), `/threads/${threadId}`);
  });
