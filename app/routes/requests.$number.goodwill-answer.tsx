import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { answerGoodwill } from "../domain/tickets/ask-goodwill.server.ts";
import { goodwillAnswerInput } from "../domain/tickets/goodwill-input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** Yes or no to what was offered. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await answerGoodwill(viewer, number, parseForm(goodwillAnswerInput, form));
    return backTo(form, number);
  });
