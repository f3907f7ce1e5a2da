import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { confirmContact, requireGuestOfKey } from "../domain/accounts/guests.server.ts";
import { startSession } from "../domain/accounts/sessions.server.ts";
import { handleAction } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export { default, headers, loader, meta } from "./asked._index.tsx";

/** Goes on as whoever asked, in this browser, with the key of their secret link. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("sign_in", [context.clientAddress]);
    const { id, isMailed } = await requireGuestOfKey(String(form.get("key") ?? ""));
    if (isMailed) await confirmContact(id);
    const cookie = await startSession(id, request.headers.get("User-Agent"));
    return redirect("/asked", { headers: { "Set-Cookie": cookie }, status: 303 });
  });
