import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Badge } from "./badge.tsx";
import { DuePill } from "./due-pill.tsx";
import { Icon } from "./icon.tsx";
import { MetaLine } from "./meta-line.tsx";
import { type TicketState, TicketStatus } from "./status-mark.tsx";

/** The tickets of a view, the next due first. */
export function TicketList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="tickets" aria-label={label}>
      {children}
    </ul>
  );
}

export interface TicketSummary {
  id: number;
  title: string;
  state: TicketState;
  requester: string;
  assignee?: string | null;
  category?: string | null;
  due: Date | string | null;
  affected?: number;
  isUrgent?: boolean;
  isUnconfirmed?: boolean;
}

interface RowProps {
  ticket: TicketSummary;
  now: Date | string;
  /** Why the clock stands still: "her turn". */
  paused?: string;
  /** More facts after the others. */
  meta?: ReactNode;
  /** A box to tick, before everything else. */
  pick?: ReactNode;
  /** What can be done without opening it, at the end of the row. */
  actions?: ReactNode;
}

/** One ticket in the inbox: when it is due, what it is, whose turn it is. */
export function TicketRow({ ticket, now, paused, meta, pick, actions }: RowProps) {
  const t = useT();
  return (
    <li className="ticket-row" data-row>
      {pick ? <span className="ticket-row-pick">{pick}</span> : null}
      <span className="ticket-row-due">
        <DuePill due={ticket.due} now={now} paused={paused} />
      </span>
      <span className="ticket-row-number">#{ticket.id}</span>
      <div className="ticket-row-text">
        <a className="ticket-row-title" href={`/staff/tickets/${ticket.id}`} dir="auto">
          {ticket.title}
        </a>
        {ticket.isUrgent ? (
          <Badge tone="danger" icon="flag">
            {t("ticket.urgent")}
          </Badge>
        ) : null}
        {ticket.affected && ticket.affected > 1 ? (
          <span className="count" title={t("thread.count.affected", { count: ticket.affected })}>
            <Icon name="users" label={t("thread.count.affected", { count: ticket.affected })} />
            <span aria-hidden="true">{t.number(ticket.affected)}</span>
          </span>
        ) : null}
      </div>
      <MetaLine>
        <TicketStatus state={ticket.state} />
        {ticket.isUnconfirmed ? <span>{t("ticket.unconfirmed")}</span> : null}
        <bdi>{ticket.requester}</bdi>
        {ticket.category}
        {ticket.assignee ? (
          <bdi>{t("ticket.with", { name: ticket.assignee })}</bdi>
        ) : (
          <span>{t("ticket.unassigned")}</span>
        )}
        {meta}
      </MetaLine>
      {actions ? <div className="ticket-row-actions">{actions}</div> : null}
    </li>
  );
}
