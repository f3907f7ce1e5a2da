import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { passwordInput } from "../domain/accounts/input.ts";
import { changePassword } from "../domain/accounts/profile.server.ts";
import { startSession } from "../domain/accounts/sessions.server.ts";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export { default, loader, meta } from "./account.tsx";

/** Sets the password; every other browser is signed out, this one goes on with a new session. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await limit("sign_in", [context.clientAddress, `account:${viewer.id}`]);
    await changePassword(viewer, parseForm(passwordInput, form));
    const cookie = await startSession(viewer.id, request.headers.get("User-Agent"));
    return redirect("/account?saved", { headers: { "Set-Cookie": cookie }, status: 303 });
  });
