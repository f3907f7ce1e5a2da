import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
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
  const {
    isDesk,
    seesSearches,
    editsPreparation,
    editsPolicies,
    switchesSurge,
    answersAppeals,
    seesRatings,
    seesJobs,
    isAdmin,
  } = useLoaderData<typeof loader>();
  const desk: NavItem[] = [
    { href: "/staff", label: t("desk.tickets"), icon: "inbox" },
    { href: "/staff/search", label: t("desk.find"), icon: "search" },
    { href: "/staff/answers", label: t("desk.answers"), icon: "file-text" },
  ];
  desk.push({ href: "/staff/readings", label: t("reading.desk"), icon: "eye" });
  desk.push({ href: "/staff/macros", label: t("macros.title"), icon: "text-quote" });
  const parts = isDesk ? desk : [];
  if (seesSearches) {
    parts.push({ href: "/staff/searches", label: t("desk.searches"), icon: "circle-question-mark" });
    parts.push({ href: "/staff/routing", label: t("routing.title"), icon: "bell" });
  }
  if (editsPreparation) parts.push({ href: "/staff/preparation", label: t("prepare.desk"), icon: "list" });
  if (editsPolicies) parts.push({ href: "/staff/policies", label: t("policy.title"), icon: "headset" });
  if (switchesSurge) parts.push({ href: "/staff/surge", label: t("surge.title"), icon: "triangle-alert" });
  if (answersAppeals) parts.push({ href: "/staff/appeals", label: t("appeals.title"), icon: "user-round-check" });
  if (seesRatings) parts.push({ href: "/staff/ratings", label: t("ratings.title"), icon: "thumbs-up" });
  if (isAdmin) {
    parts.push({ href: "/admin/synonyms", label: t("synonyms.title"), icon: "text-quote" });
    parts.push({ href: "/admin/identifiers", label: t("identifiers.title"), icon: "tag" });
    parts.push({ href: "/admin/calendar", label: t("hours.title"), icon: "calendar" });
  }
  if (seesJobs) parts.push({ href: "/admin/jobs", label: t("jobs.title"), icon: "history" });
  const isIn = ({ href }: NavItem) => pathname === href || pathname.startsWith(`${href}/`);
  const current = parts.findLast(isIn);
  return (
    <div className="desk">
      {parts.length > 0 ? (
        <div className="desk-nav">
          <TabNav label={t("desk.parts")} items={parts.map((part) => ({ ...part, isCurrent: part === current }))} />
        </div>
      ) : null}
      <Outlet />
      <script type="module" src={deskKeys} />
    </div>
  );
}
