import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { Time } from "./time.tsx";

/** What happened, in order. Messages may stand between the events as they are. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className="timeline" aria-label={label}>
      {children}
    </ol>
  );
}

interface EventProps {
  icon: IconName;
  at: Date | string;
  tone?: Tone;
  /** The sentence, made from the event's code in the reader's language. */
  children: ReactNode;
}

/** One event in one line. */
export function TimelineEvent({ icon, at, tone = "neutral", children }: EventProps) {
  return (
    <li className={`timeline-event tone-${tone}`}>
      <span className="timeline-icon">
        <Icon name={icon} />
      </span>
      <p>
        {children} <Time at={at} />
      </p>
    </li>
  );
}

/** A whole message or note in its place among the events. */
export function TimelineMessage({ children }: { children: ReactNode }) {
  return <li className="timeline-message">{children}</li>;
}
