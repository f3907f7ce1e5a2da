import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { newGuestKey } from "../domain/accounts/guests.server.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { handleAction } from "../platform/http.server.ts";

export { default, headers, loader, meta } from "./asked._index.tsx";

/** Leads a guest through signing in or up, and back to where an account can take over what they asked. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const key = await newGuestKey(await viewerOf(request));
    return redirect(`/login?redirectTo=${encodeURIComponent(`/asked?key=${key}`)}`, 303);
  });
