import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSession } from "../domain/accounts/sessions.server.ts";
import { handleAction } from "../platform/http.server.ts";

export const loader = () => redirect("/");

/** Ends this browser's session. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async () =>
    redirect("/", { headers: { "Set-Cookie": await endSession(request) }, status: 303 }),
  );
