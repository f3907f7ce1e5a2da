import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { solutionInput } from "../domain/threads/input.ts";
import { markSolution, unmarkSolution } from "../domain/threads/mark-solution.server.ts";
import { pathOfPost } from "../domain/threads/post-path.server.ts";
import { handleAction, idParam, parseInput } from "../platform/http.server.ts";
import { loadThreadOfPost } from "./threads.$number._index/load.server.ts";

export { default, meta } from "./threads.$number._index/route.tsx";

export const loader = loadThreadOfPost;

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const postId = idParam(params.id);
    const questions = form.getAll("questions");
    const input = parseInput(solutionInput, { is: form.get("is") ?? undefined, questions });
    if (input.is === "on") await markSolution(viewer, postId, input.questions);
    else await unmarkSolution(viewer, postId);
    return pathOfPost(viewer, postId);
  });
