import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { browserOf } from "../domain/accounts/browser.server.ts";
import { requireWriter, viewerOf } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { can } from "../domain/permissions.ts";
import { judgementInput, visitorsWordInput } from "../domain/threads/input.ts";
import { judgePost } from "../domain/threads/judge-post.server.ts";
import { pathOfPost } from "../domain/threads/post-path.server.ts";
import { requirePost } from "../domain/threads/revisions.server.ts";
import { sayOfPost, thingOf, wordOf } from "../domain/threads/visitors-word.server.ts";
import { handleAction, idParam, parseForm, parseInput } from "../platform/http.server.ts";
import { loadThreadWithWord } from "./threads.$number._index/load.server.ts";
import { speakingBrowser, unshared } from "./threads.$number._index/visitors-word.server.ts";

export { default, meta } from "./threads.$number._index/route.tsx";

export const loader = loadThreadWithWord;

export const headers = unshared;

interface Asked extends Pick<ActionFunctionArgs, "request"> {
  form: FormData;
  postId: number;
}

/** What came of a reply, or of a step in it. Of a solution everybody may say it, with an account or without one. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await viewerOf(request);
    const asked = { request, form, postId: idParam(params.id) };
    return (await isVisitorsToSay(viewer, asked)) ? say(viewer, asked, context.clientAddress) : judge(asked);
  });

/** Of a solution, and of what was one when this browser said something of it. */
async function isVisitorsToSay(viewer: Viewer, { request, postId }: Asked) {
  if (viewer.kind !== "visitor" && viewer.kind !== "guest") return false;
  const { thread, solutionAt } = await requirePost(viewer, postId);
  if (!can(viewer, "thread.say_as_visitor", thread)) return false;
  return solutionAt !== null || (await wordOf(await browserOf(request), thingOf.post(postId))) !== null;
}

/** Shown on a page of its own address: the thread's is the same for everybody. */
async function say(viewer: Viewer, { request, form, postId }: Asked, address: string) {
  const { browser, headers } = await speakingBrowser(request, address, {
    thing: thingOf.post(postId),
    path: "/posts",
  });
  await sayOfPost(viewer, postId, browser, parseForm(visitorsWordInput, form).outcome);
  const place = await pathOfPost(viewer, postId);
  return redirect(place.replace(/^\/threads\/\d+/, `/posts/${postId}/outcome`), { headers, status: 303 });
}

/** Who says it as a member now is not counted as a visitor too. */
async function judge({ request, form, postId }: Asked) {
  const viewer = await requireWriter(request);
  // A page of the release before sends it in the form.
  const named = { step: new URL(request.url).searchParams.get("step") ?? undefined };
  const { outcome, step } = parseInput(judgementInput, { ...named, ...Object.fromEntries(form) });
  await judgePost(viewer, postId, outcome, { step, browser: await browserOf(request) });
  return pathOfPost(viewer, postId);
}
