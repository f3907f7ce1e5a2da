import type { ActionFunctionArgs } from "@remix-run/node";
import { tryAddressAgain } from "../domain/accounts/bounces.server.ts";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { handleAction } from "../platform/http.server.ts";

export { default, loader, meta } from "./notifications.preferences.tsx";

/** Mail goes to the viewer's address again, after it was refused too often. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const viewer = await requireMember(request);
    await tryAddressAgain(viewer.id);
    return "/notifications/preferences?trying";
  });
