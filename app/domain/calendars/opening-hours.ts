import { type Calendar, type Period, WEEKDAYS, type Weekday } from "./calendar.ts";
import { dueAt, elapsedSeconds } from "./clock.ts";
import { openings } from "./openings.ts";

/** Whether staff works at an instant. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  return elapsedSeconds(calendar, at, new Date(at.getTime() + 1_000), []) > 0;
}

/** The first instant from `at` on at which staff works: `at` itself when open; null when none comes. */
export function nextOpening(calendar: Calendar, at: Date): Date | null {
  return isOpen(calendar, at) ? at : dueAt(calendar, at, 0, []);
}

/** Stretches of support time from `at` on, in order; what touches, such as two sides of midnight, is one. */
export function* stretches(calendar: Calendar, at: Date, days: number): Generator<{ from: Date; to: Date }> {
  let open: { from: number; to: number } | undefined;
  for (const { from, to } of openings(calendar, Math.floor(at.getTime() / 1_000), days)) {
    if (open && open.to === from) open.to = to;
    else {
      if (open) yield dates(open);
      open = { from, to };
    }
  }
  if (open) yield dates(open);
}

const dates = ({ from, to }: { from: number; to: number }) => ({
  from: new Date(from * 1_000),
  to: new Date(to * 1_000),
});

/** Further than this nobody looks for a closing time: around the clock is "always". */
const CLOSES_WITHIN_DAYS = 14;

/** Until when staff works without a break, when it works at `at`; null when it does not, or never stops. */
export function closesAt(calendar: Calendar, at: Date): Date | null {
  if (!isOpen(calendar, at)) return null;
  const [first] = stretches(calendar, at, CLOSES_WITHIN_DAYS);
  const end = at.getTime() + (CLOSES_WITHIN_DAYS - 1) * 86_400_000;
  return first && first.to.getTime() < end ? first.to : null;
}

/** Hours of one local day. */
export interface DayHours {
  /** YYYY-MM-DD */
  date: string;
  weekday: Weekday;
  periods: readonly Period[];
  /** Differs from its weekday. */
  isSpecial: boolean;
}

/** The days of a year by months, as a calendar has them. */
export function yearOf(calendar: Calendar, year: number): DayHours[][] {
  return Array.from({ length: 12 }, (_, month) => {
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Array.from({ length: days }, (_, day) => hoursOn(calendar, new Date(Date.UTC(year, month, day + 1))));
  });
}

function hoursOn(calendar: Calendar, day: Date): DayHours {
  const date = day.toISOString().slice(0, 10);
  const weekday = day.getUTCDay() as Weekday;
  const special = calendar.holidays[date];
  return { date, weekday, periods: special ?? calendar.weekly[weekday], isSpecial: special !== undefined };
}

/** The week in the order in which it is read. */
export const weekOf = (calendar: Calendar) =>
  WEEKDAYS.map((weekday) => ({ weekday, periods: calendar.weekly[weekday] }));
