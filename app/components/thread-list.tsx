import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";
import { MetaLine } from "./meta-line.tsx";
import { type ThreadState, ThreadStatus } from "./status-mark.tsx";
import { Time } from "./time.tsx";

/** A list of threads. */
export function ThreadList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="threads" aria-label={label}>
      {children}
    </ul>
  );
}

export interface ThreadSummary {
  id: number;
  title: string;
  state: ThreadState;
  /** Null on their own page, where there is no need to say whose it is. */
  author: string | null;
  category?: { name: string; slug: string } | null;
  /** When somebody last said something. */
  lastAt: Date | string;
  replies: number;
  affected: number;
}

interface RowProps {
  thread: ThreadSummary;
  /** Some lines of it, or of its solution, below the title. */
  excerpt?: ReactNode;
  now?: Date | string;
}

/** One thread in a list: where it stands, what it is about, how alive it is. */
export function ThreadRow({ thread, excerpt, now }: RowProps) {
  const t = useT();
  return (
    <li className="thread-row">
      <div className="thread-row-text">
        <a className="thread-row-title" href={`/threads/${thread.id}`} dir="auto">
          {thread.title}
        </a>
        {excerpt ? <div className="thread-row-excerpt">{excerpt}</div> : null}
        <MetaLine>
          <ThreadStatus state={thread.state} />
          {thread.category ? <a href={`/categories/${thread.category.slug}`}>{thread.category.name}</a> : null}
          {thread.author === null ? null : <bdi>{thread.author}</bdi>}
          <Time at={thread.lastAt} now={now} />
        </MetaLine>
      </div>
      <div className="thread-row-counts">
        {thread.affected > 0 ? (
          <Count icon="users" text={t("thread.count.affected", { count: thread.affected })} value={thread.affected} />
        ) : null}
        <Count
          icon="messages-square"
          text={t("thread.count.replies", { count: thread.replies })}
          value={thread.replies}
        />
      </div>
    </li>
  );
}

function Count({ icon, text, value }: { icon: "users" | "messages-square"; text: string; value: number }) {
  const t = useT();
  return (
    <span className={value === 0 ? "count count-none" : "count"} title={text}>
      <Icon name={icon} />
      <span aria-hidden="true">{t.number(value)}</span>
      <span className="unseen">{text}</span>
    </span>
  );
}
