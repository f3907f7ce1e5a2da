import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { ButtonLink } from "../components/button.tsx";
import { DeskKeys } from "../components/desk-keys.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import type { IconName } from "../components/icons.ts";
import { InboxTicket } from "../components/inbox-ticket.tsx";
import { InboxLayout, PageLayout } from "../components/layouts.tsx";
import { FilterNav } from "../components/nav.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { TicketList } from "../components/ticket-list.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { isDesk } from "../domain/permissions.ts";
import { listUnsent } from "../domain/tickets/held-responses.server.ts";
import { listInbox } from "../domain/tickets/inbox.server.ts";
import { INBOX_VIEWS, type InboxView, isInboxView } from "../domain/tickets/inbox.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const { searchParams } = new URL(request.url);
    const asked = searchParams.get("view");
    const view = isInboxView(asked) ? asked : null;
    const inbox = isDesk(viewer) ? await listInbox(viewer, view, searchParams.get("after")) : null;
    const unsent = await listUnsent(viewer);
    return { inbox, unsent, isFirstPage: !searchParams.has("after"), now: new Date() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("shell.desk"), isUnlisted: true }));

const icons: Record<InboxView, IconName> = {
  mine: "user-round",
  unassigned: "inbox",
  open: "list",
  waiting: "hourglass",
};

/** The desk's inbox: whose turn it is, what is due, who has waited longest. */
export default function InboxPage() {
  const t = useT();
  const { inbox, now, isFirstPage } = useLoaderData<typeof loader>();
  if (!inbox) return <NoDesk />;
  const { view, rows, next } = inbox;
  return (
    <InboxLayout title={t(`inbox.view.${view}`)} nav={<Views />} foot={<DeskKeys on="inbox" />}>
      <Unsent />
      {rows.length === 0 ? (
        <EmptyState icon={icons[view]} title={t(`inbox.none.${view}`)} action={<OtherView view={view} />}>
          {t(`inbox.none.${view}.text`)}
        </EmptyState>
      ) : (
        <TicketList label={t(`inbox.view.${view}`)}>
          {rows.map((row) => (
            <InboxTicket key={row.number} row={row} now={now} />
          ))}
        </TicketList>
      )}
      <Pager
        newer={isFirstPage ? null : `/staff?view=${view}`}
        newerLabel={t("inbox.first")}
        older={next && `/staff?view=${view}&after=${next}`}
        olderLabel={t("inbox.more")}
      />
    </InboxLayout>
  );
}

/** What the viewer has sent and did not go out: nobody finds out by chance. */
function Unsent() {
  const t = useT();
  const { unsent } = useLoaderData<typeof loader>();
  return unsent.length > 0 ? (
    <Banner tone="warning" title={t("inbox.unsent", { count: unsent.length })}>
      <p>{t("inbox.unsent.text")}</p>
      <ul>
        {unsent.map(({ number, subject }) => (
          <li key={number}>
            <a href={`/staff/tickets/${number}#write`} dir="auto">
              #{number} {subject}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  ) : null;
}

function Views() {
  const t = useT();
  const { inbox } = useLoaderData<typeof loader>();
  const items = INBOX_VIEWS.map((view) => ({
    href: `/staff?view=${view}`,
    label: t(`inbox.view.${view}`),
    icon: icons[view],
    count: inbox?.counts[view],
    isCurrent: inbox?.view === view,
  }));
  return <FilterNav label={t("inbox.views")} items={items} />;
}

/** Nothing of one's own to do: there may be something nobody has. */
function OtherView({ view }: { view: InboxView }) {
  const t = useT();
  const { inbox } = useLoaderData<typeof loader>();
  const other: InboxView = view === "mine" && inbox?.counts.unassigned ? "unassigned" : "open";
  if (view === other || !inbox?.counts[other]) return null;
  return <ButtonLink href={`/staff?view=${other}`}>{t(`inbox.go.${other}`)}</ButtonLink>;
}

/** Staff who work elsewhere: says what the desk is and who has it, instead of an empty list. */
function NoDesk() {
  const t = useT();
  return (
    <PageLayout title={t("shell.desk")} width="text">
      <EmptyState
        icon="inbox"
        title={t("desk.not_yours")}
        action={<ButtonLink href="/">{t("page.error.home")}</ButtonLink>}
      >
        {t("desk.not_yours.text")}
      </EmptyState>
    </PageLayout>
  );
}
