import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { confirmAnswer } from "../domain/answers/retract-answer.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Says that a published answer is still right. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const id = idParam(params.id);
    await confirmAnswer(await requireWriter(request), id);
    return `/staff/answers/${id}`;
  });
