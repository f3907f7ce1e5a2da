import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { Menu, MenuLink } from "../components/menu.tsx";
import { type NavItem, TabNav } from "../components/nav.tsx";
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
    return {
      isDesk: isDesk(viewer),
      seesSearches: can(viewer, "searches.see", null),
      editsPreparation: can(viewer, "preparation.edit", null),
      editsPolicies: can(viewer, "policies.edit", null),
      switchesSurge: can(viewer, "surge.switch", null),
      answersAppeals: can(viewer, "appeal.answer", null),
      seesRatings: can(viewer, "ratings.see", null),
      seesJobs: can(viewer, "jobs.see", null),
      isAdmin: can(viewer, "settings.change", null),
    };
  });

export default function Staff() {
  const t = useT();
  const { pathname } = useLocation();
  const parts = useParts();
  const isIn = ({ href }: NavItem) => pathname === href || pathname.startsWith(`${href}/`);
  const current = parts.findLast(isIn);
  const shown = parts.filter((part, index) => index < ALWAYS_SHOWN || part === current);
  const others = parts.filter((part) => !shown.includes(part));
  return (
    <div className="desk">
      {parts.length > 0 ? (
        <div className="desk-nav">
          <TabNav label={t("desk.parts")} items={shown.map((part) => ({ ...part, isCurrent: part === current }))} />
          {others.length > 0 ? (
            <Menu trigger={t("desk.more")}>
              {others.map(({ href, label }) => (
                <MenuLink key={href} href={href}>
                  {label}
                </MenuLink>
              ))}
            </Menu>
          ) : null}
        </div>
      ) : null}
      <Outlet />
      <script type="module" src={deskKeys} />
    </div>
  );
}

/** What fits beside each other; the rest waits in a menu, but for the one that is open. */
const ALWAYS_SHOWN = 5;

/** The parts of the desk that the viewer may open, the daily ones first. */
function useParts(): NavItem[] {
  const t = useT();
  const may = useLoaderData<typeof loader>();
  const parts: (NavItem & { isOpen: boolean })[] = [
    { isOpen: may.isDesk, href: "/staff", label: t("desk.tickets"), icon: "inbox" },
    { isOpen: may.isDesk, href: "/staff/search", label: t("desk.find"), icon: "search" },
    { isOpen: may.isDesk, href: "/staff/answers", label: t("desk.answers"), icon: "file-text" },
    { isOpen: may.isDesk, href: "/staff/readings", label: t("reading.desk"), icon: "eye" },
    { isOpen: may.isDesk, href: "/staff/macros", label: t("macros.title"), icon: "text-quote" },
    { isOpen: may.answersAppeals, href: "/staff/appeals", label: t("appeals.title"), icon: "user-round-check" },
    { isOpen: may.seesRatings, href: "/staff/ratings", label: t("ratings.title"), icon: "thumbs-up" },
    { isOpen: may.seesSearches, href: "/staff/searches", label: t("desk.searches"), icon: "circle-question-mark" },
    { isOpen: may.seesSearches, href: "/staff/routing", label: t("routing.title"), icon: "bell" },
    { isOpen: may.editsPreparation, href: "/staff/preparation", label: t("prepare.desk"), icon: "list" },
    { isOpen: may.editsPolicies, href: "/staff/policies", label: t("policy.title"), icon: "headset" },
    { isOpen: may.switchesSurge, href: "/staff/surge", label: t("surge.title"), icon: "triangle-alert" },
    { isOpen: may.isAdmin, href: "/admin/synonyms", label: t("synonyms.title"), icon: "text-quote" },
    { isOpen: may.isAdmin, href: "/admin/identifiers", label: t("identifiers.title"), icon: "tag" },
    { isOpen: may.isAdmin, href: "/admin/goodwill", label: t("goodwill.terms"), icon: "hand" },
    { isOpen: may.isAdmin, href: "/admin/calendar", label: t("hours.title"), icon: "calendar" },
    { isOpen: may.seesJobs, href: "/admin/jobs", label: t("jobs.title"), icon: "history" },
  ];
  return parts.filter(({ isOpen }) => isOpen).map(({ isOpen, ...part }) => part);
}
