import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";

interface PartProps {
  name: string;
  /** Left as it is while somebody writes in it. */
  isStill?: boolean;
  children: ReactNode;
}

/** A part of a page that is exchanged in place when it has changed (enhance/live.js); in the layout it is not there. */
export function LivePart({ name, isStill, children }: PartProps) {
  return (
    <div className="live-part" data-live-part={name} data-live-still={isStill ? "" : undefined}>
      {children}
    </div>
  );
}

interface Props {
  /** The stream's address. */
  href: string;
  /** What this page shows. */
  version: string;
  replies: number;
  /** Where the newest replies are, if they are not on this page. */
  newest: string;
  /** The address this page is fetched by anew, where that is not the stream's. */
  page?: string;
  /** The groups of the reader's inbox that it shows. */
  groups?: string[];
}

/** Where news of this page is told: empty until there is any. */
export function LiveNews({ href, version, replies, newest, page, groups = [] }: Props) {
  const t = useT();
  return (
    <div
      className="live-news"
      role="status"
      data-live={href}
      data-version={version}
      data-replies={replies}
      data-newest={newest}
      data-page={page}
      data-groups={groups.join(" ") || undefined}
      data-show={t("live.show", { count: "#" })}
    />
  );
}

interface TicketProps {
  number: number;
  /** Of all that the page shows. */
  version: string;
  /** The ticket's own, which a form says its writer has seen. */
  seen: number;
}

/** Where an open ticket tells what came while its agent is there (enhance/ticket-live.js). */
export function LiveTicket({ number, version, seen }: TicketProps) {
  const t = useT();
  const words = { "data-show": t("live.ticket.show", { count: "#" }), "data-line": t("live.ticket.line") };
  const href = `/staff/tickets/${number}`;
  return (
    <>
      <div hidden data-live={`${href}/live`} data-version={version} data-seen={seen} />
      <div className="live-news" role="status" data-live-ticket={`${href}/presence`} {...words} />
    </>
  );
}
