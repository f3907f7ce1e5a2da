import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { reviseAnswer } from "../domain/answers/draft-answer.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Begins the next version of a published answer. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const id = idParam(params.id);
    await reviseAnswer(await requireWriter(request), id);
    return `/staff/answers/${id}`;
  });
