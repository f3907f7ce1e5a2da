import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { signOutEverywhere } from "../domain/accounts/profile.server.ts";
import { endSession } from "../domain/accounts/sessions.server.ts";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { handleAction } from "../platform/http.server.ts";

export const loader = () => redirect("/account");

/** Signs the viewer out in every browser, this one too. A suspended account may do so as well. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    await signOutEverywhere(await requireMember(request));
    return redirect("/login", { headers: { "Set-Cookie": await endSession(request) }, status: 303 });
  });
