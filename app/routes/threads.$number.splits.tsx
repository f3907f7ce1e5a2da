import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { splitInput } from "../domain/threads/input.ts";
import { rejoinQuestion, splitQuestion } from "../domain/threads/split-question.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./threads.$number._index/route.tsx";

/** Splits one of several questions off into a thread of its own, or takes that back. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const threadId = idParam(params.number);
    const { is, question } = parseForm(splitInput, form);
    if (is === "on") return `/threads/${(await splitQuestion(viewer, threadId, question)).id}`;
    await rejoinQuestion(viewer, threadId, question);
    return `/threads/${threadId}#questions`;
  });
