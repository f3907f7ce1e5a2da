import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { TabNav } from "../components/nav.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { can, isDesk } from "../domain/permissions.ts";
import deskKeys from "../enhance/desk.js?url&no-inline";
import { useT } from "../i18n/use-t.tsx";
import { NotFound } from "../platform/errors.ts";
import { handleLoader } from "../platform/http.server.ts";

/** The office behind the glass door: for staff; to everybody else it is not there. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    if (viewer.kind !== "staff") throw new NotFound();
    return { isDesk: isDesk(viewer), seesSearches: can(viewer, "searches.see", null) };
  });

export default function Staff() {
  const t = useT();
  const { pathname } = useLocation();
  const { isDesk, seesSearches } = useLoaderData<typeof loader>();
  const isAnswers = pathname.startsWith("/staff/answers");
  const isSearches = pathname.startsWith("/staff/searches");
  const searches = {
    href: "/staff/searches",
    label: t("desk.searches"),
    icon: "search",
    isCurrent: isSearches,
  } as const;
  return (
    <div className="desk">
      {isDesk ? (
        <div className="desk-nav">
          <TabNav
            label={t("desk.parts")}
            items={[
              { href: "/staff", label: t("desk.tickets"), icon: "inbox", isCurrent: !isAnswers && !isSearches },
              { href: "/staff/answers", label: t("desk.answers"), icon: "file-text", isCurrent: isAnswers },
              ...(seesSearches ? [searches] : []),
            ]}
          />
        </div>
      ) : null}
      <Outlet />
      <script type="module" src={deskKeys} />
    </div>
  );
}
