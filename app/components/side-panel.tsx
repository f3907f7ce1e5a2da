import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  /** Names the region. */
  label: string;
  /** What a phone shows of it until it is opened: "wants: refund · 4 steps · due in 38 min". */
  summary: ReactNode;
  children: ReactNode;
}

/** Everything already known, beside the page; on a phone one line that opens. */
export function SidePanel({ label, summary, children }: Props) {
  return (
    <aside className="side" aria-label={label}>
      <details className="side-details">
        <summary className="side-summary">
          <span>{summary}</span>
          <Icon name="chevron-down" />
        </summary>
        <div className="side-body">{children}</div>
      </details>
    </aside>
  );
}

/** One matter in the side panel. */
export function SideSection({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const t = useT();
  return (
    <section className="side-section">
      <h2>
        {title}
        {count === undefined ? null : <span className="nav-count">{t.number(count)}</span>}
      </h2>
      {children}
    </section>
  );
}

/** Names and values, such as facts that were confirmed. */
export function FactList({ facts }: { facts: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
