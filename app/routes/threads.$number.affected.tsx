import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { switchInput } from "../domain/threads/input.ts";
import { joinAffected, leaveAffected } from "../domain/threads/join-affected.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./threads.$number._index/route.tsx";

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const threadId = idParam(params.number);
    const { is } = parseForm(switchInput, form);
    await (is === "on" ? joinAffected : leaveAffected)(viewer, threadId);
    return `/threads/${threadId}`;
  });
