import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter, viewerOf } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { requireAnswerPath } from "../domain/answers/answer-path.server.ts";
import { endAttempt, noteOpened, noteSettled, noteUndone } from "../domain/threads/ask-attempts.server.ts";
import { askOutcomeInput } from "../domain/threads/ask-input.ts";
import { noteLeaving } from "../domain/threads/ask-leavings.server.ts";
import { joinAffected, leaveAffected } from "../domain/threads/join-affected.server.ts";
import { requireThread } from "../domain/threads/threads.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export { default, headers, loader, meta } from "./threads.new/route.tsx";

/** What somebody asking did with a thread or an answer that was suggested; leads to it. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("suggest", [context.clientAddress]);
    const { submissionKey, pick, field } = parseForm(askOutcomeInput, form);
    const { outcome, suggestion } = pick;
    if (outcome === "left") {
      await endAttempt(submissionKey, "left", null);
      if (field) await noteLeaving(field);
      return new Response(null, { status: 204 });
    }
    const viewer = await viewerOf(request);
    const { path, isTheirs } = await placeOf(viewer, suggestion);
    // Nobody joins what they have asked themselves: it leads there.
    if (outcome === "opened" || (outcome === "joined" && isTheirs)) await noteOpened(submissionKey, suggestion);
    else if (outcome === "helped") await noteSettled(submissionKey, suggestion, "helped");
    else if (outcome === "joined") {
      await joinAffected(await requireWriter(request), suggestion);
      await noteSettled(submissionKey, suggestion, "joined");
    } else await undo(viewer, submissionKey, suggestion);
    return path;
  });

/** Where it stands, for whoever may read it, and whether they have asked it. */
async function placeOf(viewer: Viewer, suggestion: number) {
  if (suggestion < 0) return { path: await requireAnswerPath(viewer, -suggestion), isTheirs: false };
  const { id, authorId } = await requireThread(viewer, suggestion);
  return { path: `/threads/${id}`, isTheirs: authorId === viewer.id };
}

async function undo(viewer: Viewer, submissionKey: string, suggestion: number) {
  const wasJoined = await noteUndone(submissionKey, suggestion);
  if (wasJoined && viewer.kind !== "visitor") await leaveAffected(viewer, suggestion);
}
