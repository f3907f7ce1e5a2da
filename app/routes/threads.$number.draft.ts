import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { dropReplyDraft, keepReplyDraft } from "../domain/threads/reply-drafts.server.ts";
import { handleScriptAction, idParam } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const loader = ({ params }: LoaderFunctionArgs) => redirect(`/threads/${idParam(params.number)}#reply`);

/** Keeps a reply that is being written, told by the page's script; or forgets one, which needs no script. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleScriptAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await limit("suggest", [context.clientAddress, `account:${viewer.id}`]);
    const threadId = idParam(params.number);
    if (form.get("is") === "off") {
      await dropReplyDraft(viewer, threadId, form);
      return `/threads/${threadId}#reply`;
    }
    const kept = await keepReplyDraft(viewer, threadId, form);
    return Response.json(kept, { headers: { "Cache-Control": "private, no-store" } });
  });
