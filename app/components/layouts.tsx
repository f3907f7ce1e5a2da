import type { ReactNode } from "react";

interface PageProps {
  /** `Breadcrumbs`. */
  above?: ReactNode;
  title: string;
  /** The title's own language, where somebody else wrote it. */
  lang?: string;
  /** Below the title: status, a `MetaLine`, or one sentence. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** `text` is as wide as one reads; `wide` for lists; `narrow` for one short form. */
  width?: "narrow" | "text" | "wide";
  children: ReactNode;
}

/** A page with one column: most pages. */
export function PageLayout({ width = "wide", children, ...head }: PageProps) {
  return (
    <div className={`page page-${width}`}>
      <PageHead {...head} />
      {children}
    </div>
  );
}

type HeadProps = Pick<PageProps, "above" | "title" | "lang" | "lead" | "actions">;

/** The top of a page: where it is, what it is, and what it is about in one line. */
export function PageHead({ above, title, lang, lead, actions }: HeadProps) {
  return (
    <header className="page-head">
      {above}
      <div className="page-head-line">
        <h1 dir="auto" lang={lang}>
          {title}
        </h1>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </div>
      {lead ? <div className="page-lead">{lead}</div> : null}
    </header>
  );
}

/** A thread: the text in its measure, and what belongs to it beside it, or below it on a phone. */
export function TwoColumn({ side, children, ...head }: HeadProps & { side: ReactNode; children: ReactNode }) {
  return (
    <div className="page page-wide two-column">
      <PageHead {...head} />
      <div className="two-column-main">{children}</div>
      <div className="two-column-side">{side}</div>
    </div>
  );
}

interface InboxProps {
  title: string;
  /** `FilterNav` with the views. */
  nav: ReactNode;
  actions?: ReactNode;
  /** Below the list: keys. */
  foot?: ReactNode;
  children: ReactNode;
}

/** The desk: views at the side, the list beside them. */
export function InboxLayout({ title, nav, actions, foot, children }: InboxProps) {
  return (
    <div className="inbox">
      <div className="inbox-nav">{nav}</div>
      <div className="inbox-main">
        <PageHead title={title} actions={actions} />
        {children}
        {foot ? <footer className="inbox-foot">{foot}</footer> : null}
      </div>
    </div>
  );
}

/** A ticket: its lane, and beside it the `SidePanel` with everything already known. */
export function TicketLayout({ side, children, ...head }: HeadProps & { side: ReactNode; children: ReactNode }) {
  return (
    <div className="ticket">
      <PageHead {...head} />
      <div className="ticket-side">{side}</div>
      <div className="ticket-main">{children}</div>
    </div>
  );
}
