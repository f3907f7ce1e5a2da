import type { Calendar } from "../calendars/calendar.ts";
import { dueAt, elapsedSeconds } from "../calendars/clock.ts";
import type { DueClock, Owed } from "./ticket-clock.ts";

/** Shares of a clock's time that somebody is warned of; 100 is the breach. */
export const WARNED_AT = [50, 80, 100, 150] as const;
export type WarnedPercent = (typeof WARNED_AT)[number];

/** The requester's own time, and a date somebody else gave, are nobody's to be warned of. */
const UNWARNED: readonly DueClock[] = ["read_back", "third_party"];

export interface Warning {
  clock: DueClock;
  run: string;
  percent: WarnedPercent;
  /** When that share of the time is, or was, reached. */
  at: Date;
}

/** Every warning of what is owed that has not been given, in order of time; a clock that stands has none. */
export function warningsOf(owed: readonly Owed[], given: ReadonlySet<string>, calendar: Calendar): Warning[] {
  const open = owed.filter(({ clock, at }) => at !== null && !UNWARNED.includes(clock));
  return open
    .flatMap((one) => WARNED_AT.map((percent) => ({ one, percent })))
    .filter(({ one, percent }) => !given.has(warningKey({ ...one, percent })))
    .flatMap(({ one, percent }) => {
      const at = reachedAt(one, percent, calendar);
      return at ? [{ clock: one.clock, run: one.run, percent, at }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What names a warning, with its ticket. */
export const warningKey = ({ clock, run, percent }: { clock: string; run: string; percent: number }) =>
  `${clock} ${percent} ${run}`;

/** A date of its own is a share of the support time that lies before it. */
function reachedAt({ at, start, seconds, pauses }: Owed, percent: WarnedPercent, calendar: Calendar): Date | null {
  if (percent === 100 || !at) return at;
  const whole = seconds ?? elapsedSeconds(calendar, start, at, []);
  return whole === 0 ? null : dueAt(calendar, start, Math.round((whole * percent) / 100), pauses);
}
