import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { listWatchInput } from "../domain/threads/input.ts";
import { watchTag } from "../domain/threads/watch-thread.server.ts";
import { handleAction, localPath, nameParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./tags.$slug.tsx";

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const slug = nameParam(params.slug);
    await watchTag(viewer, slug, parseForm(listWatchInput, form).level);
    return localPath(form.get("back"), `/tags/${encodeURIComponent(slug)}`);
  });
