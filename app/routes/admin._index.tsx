import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { can } from "../domain/permissions.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader } from "../platform/http.server.ts";

/** The first of the pages for those who run the site. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    if (!can(await requireMember(request), "jobs.see", null)) throw new NotFound();
    return redirect("/admin/jobs");
  });
