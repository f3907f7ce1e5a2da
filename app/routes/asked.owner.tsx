import type { ActionFunctionArgs } from "@remix-run/node";
import { claimGuest } from "../domain/accounts/guests.server.ts";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { handleAction } from "../platform/http.server.ts";

export { default, headers, loader, meta } from "./asked._index.tsx";

/** Takes what was asked without an account into the viewer's own. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await claimGuest(await requireWriter(request), String(form.get("key") ?? ""));
    return "/asked";
  });
