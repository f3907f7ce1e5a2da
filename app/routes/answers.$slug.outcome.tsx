import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { browserOf } from "../domain/accounts/browser.server.ts";
import { requireWriter, viewerOf } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { findPublished, type PublishedAnswer } from "../domain/answers/answers.server.ts";
import { outcomeInput, visitorsOutcomeInput } from "../domain/answers/input.ts";
import { judgeAnswer } from "../domain/answers/judge-answer.server.ts";
import { sayOfAnswer, saysAsVisitor } from "../domain/answers/visitors-word.server.ts";
import { thingOf } from "../domain/threads/visitors-word.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleAction, localPath, nameParam, parseForm } from "../platform/http.server.ts";
import { speakingBrowser, unshared } from "./threads.$number._index/visitors-word.server.ts";

export { default, loader, meta } from "./answers.$slug._index/route.tsx";

export const headers = unshared;

interface Asked extends Pick<ActionFunctionArgs, "request"> {
  form: FormData;
  answer: PublishedAnswer;
}

/** "It worked for me", or it didn't: on its own page, or wherever the answer stood; with an account or without one. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await viewerOf(request);
    const answer = await findPublished(viewer, nameParam(params.slug));
    if (!answer) throw new NotFound();
    const asked = { request, form, answer };
    return (await saysAsVisitor(viewer, answer.id)) ? say(viewer, asked, context.clientAddress) : judge(viewer, asked);
  });

/** Shown at this address: what others are shown is the same for everybody. */
async function say(viewer: Viewer, { request, form, answer }: Asked, address: string) {
  const { id, slug, version } = answer;
  const { browser, headers } = await speakingBrowser(request, address, {
    thing: thingOf.answer(id, version),
    path: "/answers",
  });
  await sayOfAnswer(viewer, id, browser, parseForm(visitorsOutcomeInput, form));
  const back = localPath(form.get("back"), "");
  const query = back ? `?back=${encodeURIComponent(back)}` : "";
  return redirect(`/answers/${slug}/outcome${query}#did-it-work`, { headers, status: 303 });
}

/** Whoever asked without an account says it as the asker. Who says it as a member is not counted as a visitor too. */
async function judge(seen: Viewer, { request, form, answer }: Asked) {
  const viewer = seen.kind === "guest" ? seen : await requireWriter(request);
  await judgeAnswer(viewer, answer.id, parseForm(outcomeInput, form), await browserOf(request));
  return localPath(form.get("back"), `/answers/${answer.slug}#did-it-work`);
}
