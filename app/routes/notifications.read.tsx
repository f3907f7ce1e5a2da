import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { markAllRead } from "../domain/notifications/notifications.server.ts";
import { handleAction } from "../platform/http.server.ts";

export { default, loader, meta } from "./notifications._index.tsx";

/** Marks everything as read. Whoever may only read may do this too. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    await markAllRead(await requireMember(request));
    return "/notifications";
  });
