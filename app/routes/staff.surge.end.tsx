import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { endSurge } from "../domain/threads/surge.server.ts";
import { handleAction } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.surge._index.tsx";

/** Ends the surge before its time. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    await endSurge(await requireWriter(request));
    return "/staff/surge";
  });
