import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { settleNote } from "../domain/private-values/settle-form.server.ts";
import { answerTalk } from "../domain/tickets/ask-inside.server.ts";
import { talkAnswerInput } from "../domain/tickets/talk-input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.asked.$id._index/route.tsx";

/** An answer, or another word of who asked. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const id = idParam(params.id);
    await answerTalk(viewer, id, await settleNote({ viewer, form }, parseForm(talkAnswerInput, form), ["body"]));
    return `/staff/asked/${id}`;
  });
