import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { switchInput } from "../../domain/threads/input.ts";
import { pathOfPost } from "../../domain/threads/post-path.server.ts";
import { handleAction, idParam, parseForm } from "../../platform/http.server.ts";

type Verb = (viewer: Viewer, postId: number) => Promise<unknown>;

/** The action of what can be said of a post and taken back: runs one of two verbs and goes back to the post. */
export const postSwitch =
  (on: Verb, off: Verb) =>
  ({ request, params }: ActionFunctionArgs) =>
    handleAction({ request }, async (form) => {
      const viewer = await requireWriter(request);
      const postId = idParam(params.id);
      const { is } = parseForm(switchInput, form);
      await (is === "on" ? on : off)(viewer, postId);
      return pathOfPost(viewer, postId);
    });
