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

/** What an open page goes by when more comes: its name on the page, and whether it is the reader's own doing. */
export interface LiveItem {
  name: string;
  isOwn: boolean;
}

const liveData = (live?: LiveItem) =>
  live && { "data-live-item": live.name, "data-live-own": live.isOwn ? "" : undefined };

interface EventProps {
  icon: IconName;
  at: Date | string;
  tone?: Tone;
  live?: LiveItem;
  /** The sentence, made from the event's code in the reader's language. */
  children: ReactNode;
}

/** One event in one line. */
export function TimelineEvent({ icon, at, tone = "neutral", live, children }: EventProps) {
  return (
    <li className={`timeline-event tone-${tone}`} {...liveData(live)}>
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
export function TimelineMessage({ live, children }: { live?: LiveItem; children: ReactNode }) {
  return (
    <li className="timeline-message" {...liveData(live)}>
      {children}
    </li>
  );
}
