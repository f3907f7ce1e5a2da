import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { openNotice } from "../domain/notifications/notifications.server.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";

/** Leads to what a notification is about, and remembers that it was looked at. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    return redirect(await openNotice(viewer, idParam(params.id)));
  });
