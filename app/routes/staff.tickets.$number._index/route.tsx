import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge } from "../../components/badge.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { DeskKeys } from "../../components/desk-keys.tsx";
import { Joins } from "../../components/joins.tsx";
import { KeptWords } from "../../components/kept-words.tsx";
import { TicketLayout } from "../../components/layouts.tsx";
import { LivePart, LiveTicket } from "../../components/live.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { PrivateLane } from "../../components/private-lane.tsx";
import { PrivateFieldsOf } from "../../components/private-text.tsx";
import { TicketStatus } from "../../components/status-mark.tsx";
import ticketLive from "../../enhance/ticket-live.js?url&no-inline";
import { useT } from "../../i18n/use-t.tsx";
import { Appeals } from "./appeals.tsx";
import { Brief } from "./brief.tsx";
import { Changed, useFormless } from "./changed.tsx";
import { Compose } from "./compose.tsx";
import { Held } from "./held.tsx";
import { loadTicket } from "./load.server.ts";
import { Reading } from "./reading.tsx";
import { Side } from "./side.tsx";
import { PutAway } from "./side-snooze.tsx";
import { Standing } from "./standing.tsx";
import { Statement } from "./statement.tsx";
import { TicketTimeline } from "./timeline.tsx";

export const loader = loadTicket;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({
    title: data ? `#${data.ticket.number} ${data.ticket.subject}` : "",
    isUnlisted: true,
  }));

/** A ticket: what it is about, what was said and done, and what can be done; what is known already stands beside it. */
export default function TicketPage() {
  const t = useT();
  const { ticket, version, now } = useLoaderData<typeof loader>();
  return (
    <PrivateFieldsOf value={ticket.privateValues}>
      <TicketLayout
        above={<Breadcrumbs items={[{ href: "/staff", label: t("desk.tickets") }]} />}
        title={ticket.subject}
        lead={
          <LivePart name="lead">
            <Lead />
          </LivePart>
        }
        side={
          <LivePart name="side">
            <Side />
          </LivePart>
        }
      >
        <PrivateLane audience="staff" aside={<LiveStanding />}>
          <LivePart name="away">
            <PutAway />
          </LivePart>
          <Changed />
          <LivePart name="above">
            <Brief />
            <Appeals />
            <Joins joins={ticket} side="/staff/tickets" now={now} />
            <Statement />
          </LivePart>
          <TicketTimeline />
          <LivePart name="held">
            <Held />
            <Reading />
          </LivePart>
          <p className="presence" role="status" data-presence="" />
          <LivePart name="compose" isStill>
            <Compose />
          </LivePart>
          <KeptWords answer={useFormless()} />
        </PrivateLane>
        <LiveTicket number={ticket.number} version={version} seen={ticket.version} />
        <DeskKeys on="ticket" />
        <script type="module" src={ticketLive} />
      </TicketLayout>
    </PrivateFieldsOf>
  );
}

const LiveStanding = () => (
  <LivePart name="standing">
    <Standing />
  </LivePart>
);

function Lead() {
  const t = useT();
  const { ticket } = useLoaderData<typeof loader>();
  const { number, state, requester, assignee, priority, statement, category } = ticket;
  return (
    <MetaLine>
      <TicketStatus state={state} />
      <span className="numeric">#{number}</span>
      {priority === "normal" ? null : (
        <Badge tone={priority === "urgent" ? "danger" : priority === "high" ? "warning" : "neutral"} icon="flag">
          {t(`priority.${priority}`)}
        </Badge>
      )}
      {statement.standing === "unconfirmed" ? (
        <Badge tone="warning" icon="triangle-alert">
          {t("ticket.unconfirmed")}
        </Badge>
      ) : null}
      {requester.isGuest ? (
        <bdi>{requester.name}</bdi>
      ) : (
        <a href={`/people/${requester.handle}`}>
          <bdi>{requester.name}</bdi>
        </a>
      )}
      <span>{assignee ? t("ticket.with", { name: assignee.name }) : t("ticket.unassigned")}</span>
      <span>{category.name}</span>
    </MetaLine>
  );
}
