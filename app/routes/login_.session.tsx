import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { codeInput } from "../domain/accounts/input.ts";
import { startSession } from "../domain/accounts/sessions.server.ts";
import { takeSignInCode } from "../domain/accounts/sign-in-codes.server.ts";
import { handleAction, localPath, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export { default, loader, meta } from "./login_.code.tsx";

/** Signs in with the code that was mailed. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("sign_in", [context.clientAddress, String(form.get("email") ?? "")]);
    const account = await takeSignInCode(parseForm(codeInput, form));
    const cookie = await startSession(account.id, request.headers.get("User-Agent"));
    return redirect(localPath(form.get("redirectTo")), {
      headers: { "Set-Cookie": cookie },
      status: 303,
    });
  });
