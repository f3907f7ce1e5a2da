import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { switchInput } from "../domain/threads/input.ts";
import { pathOfPost } from "../domain/threads/post-path.server.ts";
import { restorePost, withdrawPost } from "../domain/threads/withdraw-post.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { loadThreadOfPost } from "./threads.$number._index/load.server.ts";

export { default, meta } from "./threads.$number._index/route.tsx";

export const loader = loadThreadOfPost;

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const postId = idParam(params.id);
    const { is } = parseForm(switchInput, form);
    await (is === "on" ? withdrawPost : restorePost)(viewer, postId);
    return pathOfPost(viewer, postId);
  });
