import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { findPublished } from "../domain/answers/answers.server.ts";
import { outcomeInput } from "../domain/answers/input.ts";
import { judgeAnswer } from "../domain/answers/judge-answer.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleAction, localPath, nameParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./answers.$slug._index/route.tsx";

/** "It worked for me", or it didn't: on its own page, or wherever the answer stood. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const answer = await findPublished(viewer, nameParam(params.slug));
    if (!answer) throw new NotFound();
    await judgeAnswer(viewer, answer.id, parseForm(outcomeInput, form));
    return localPath(form.get("back"), `/answers/${answer.slug}#did-it-work`);
  });
