/** From and to, "HH:MM" of the local day; the end may be "24:00" and does not belong to the period. */
export type Period = readonly [from: string, to: string];

/** Sunday is 0, as in `Date.prototype.getDay`. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const satisfies readonly Weekday[];

/** When staff works. A calendar is never changed, only followed by another: the clock remembers what it read of one. */
export interface Calendar {
  /** IANA name, such as "Europe/Berlin". */
  timeZone: string;
  /** Periods of each weekday; none is closed. One across midnight is two: until "24:00" and from "00:00". */
  weekly: Readonly<Record<Weekday, readonly Period[]>>;
  /** Periods of single days (YYYY-MM-DD) in place of their weekday's; none is closed. */
  holidays: Readonly<Record<string, readonly Period[]>>;
  /** What held until an instant: what ran by an earlier calendar ran by it, whatever follows. */
  before?: { until: Date; calendar: Calendar };
}

/** A time that a clock does not count; with no end it lasts. */
export interface Pause {
  from: Date;
  to: Date | null;
}

const NINE_TO_SIX: readonly Period[] = [["09:00", "18:00"]];

/** What holds until an admin says otherwise. */
export const DEFAULT_CALENDAR: Calendar = {
  timeZone: "UTC",
  weekly: { 0: [], 1: NINE_TO_SIX, 2: NINE_TO_SIX, 3: NINE_TO_SIX, 4: NINE_TO_SIX, 5: NINE_TO_SIX, 6: [] },
  holidays: {},
};

/** A length of support time. A day is one opening day of the calendar it is counted in. */
export interface Target {
  hours?: number;
  days?: number;
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** A target in seconds of support time. */
export function targetSeconds(calendar: Calendar, { hours = 0, days = 0 }: Target): number {
  return Math.round(hours * HOUR + days * dayOfSupport(calendar));
}

/**
 * The length of an opening day in seconds: the commonest among the weekdays that open at all, the longer of two equally
 * common. A short Saturday changes nothing; a week that never opens has days of 24 hours, which never pass.
 */
export function dayOfSupport(calendar: Calendar): number {
  const days = new Map<number, number>();
  for (const weekday of WEEKDAYS) {
    const length = lengthOf(calendar.weekly[weekday]);
    if (length > 0) days.set(length, (days.get(length) ?? 0) + 1);
  }
  const [commonest] = [...days].sort(([lengthA, a], [lengthB, b]) => b - a || lengthB - lengthA);
  return commonest?.[0] ?? DAY;
}

/** "HH:MM" in seconds since the local day began. */
export function secondsOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * HOUR + minutes * MINUTE;
}

function lengthOf(periods: readonly Period[]): number {
  return periods.reduce((sum, [from, to]) => sum + secondsOf(to) - secondsOf(from), 0);
}
