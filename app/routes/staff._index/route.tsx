import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import { DeskKeys } from "../../components/desk-keys.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { InboxTicket } from "../../components/inbox-ticket.tsx";
import { InboxLayout, PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { Pager } from "../../components/pager.tsx";
import { TicketList } from "../../components/ticket-list.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { FindTickets } from "./find-tickets.tsx";
import { type InboxPage, loadInbox } from "./load.server.ts";
import { Deed, Unsent } from "./news.tsx";
import { OtherView, useOpenView, Views } from "./views-nav.tsx";

export const loader = loadInbox;

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("shell.desk"), isUnlisted: true }));

/** The desk's inbox: whose turn it is, what is due, who has waited longest. */
export default function Inbox() {
  const t = useT();
  const { inbox, now, isFirstPage } = useLoaderData<InboxPage>();
  const open = useOpenView();
  if (!inbox || !open) return <NoDesk />;
  const { rows, next } = inbox;
  return (
    <InboxLayout title={open.title} nav={<Views />} actions={<FindTickets />} foot={<DeskKeys on="inbox" />}>
      <Unsent />
      <Deed />
      {rows.length === 0 ? (
        <EmptyState icon={open.icon} title={open.none} action={<OtherView />}>
          {open.noneText}
        </EmptyState>
      ) : (
        <>
          <BulkBar />
          <TicketList label={open.title}>
            {rows.map((row) => (
              <InboxTicket key={row.number} row={row} now={now} />
            ))}
          </TicketList>
        </>
      )}
      <Pager
        newer={isFirstPage ? null : open.href}
        newerLabel={t("inbox.first")}
        older={next && `${open.href}&after=${next}`}
        olderLabel={t("inbox.more")}
      />
    </InboxLayout>
  );
}

/** Staff who work elsewhere: says what the desk is and who has it, instead of an empty list. */
function NoDesk() {
  const t = useT();
  const { asked } = useLoaderData<InboxPage>();
  return (
    <PageLayout title={t("shell.desk")} width="text">
      <EmptyState
        icon="inbox"
        title={t("desk.not_yours")}
        action={<ButtonLink href="/staff/asked">{t("talk.asked.count", { count: asked })}</ButtonLink>}
      >
        {t("desk.not_yours.text")}
      </EmptyState>
    </PageLayout>
  );
}
