import type { ActionFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { replyInput } from "../domain/threads/input.ts";
import { pathOfReply } from "../domain/threads/post-path.server.ts";
import { dropReplyDraft } from "../domain/threads/reply-drafts.server.ts";
import { replyToThread } from "../domain/threads/reply-to-thread.server.ts";
import { Conflict } from "../platform/errors.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export { default, loader, meta } from "./threads.$number._index/route.tsx";

export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await viewerOf(request);
    await limit("reply", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    // The page comes back with the text: signing in elsewhere and sending again loses nothing.
    if (viewer.kind === "visitor") throw new Conflict("signed_out");
    const reply = await replyToThread(
      viewer,
      idParam(params.number),
      await settleForm({ viewer, form }, parseForm(replyInput, form), ["body"]),
    );
    await dropReplyDraft(viewer, reply.threadId, form);
    return pathOfReply(viewer, reply);
  });
