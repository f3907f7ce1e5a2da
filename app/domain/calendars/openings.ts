import { type Calendar, type Period, secondsOf, type Weekday } from "./calendar.ts";
import { instantOf, offsetAt } from "./zone.ts";

/** Half-open, in whole seconds since 1970. */
export interface Interval {
  from: number;
  to: number;
}

const DAY = 86_400;

/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/**
 * When a calendar is open from an instant on, in order and without overlap, one or more intervals a local day, for so
 * many local days, of which the instant's own is the first. Of the time before it held, the one before it says.
 */
export function* openings(calendar: Calendar, start: number, days: number): Generator<Interval> {
  const { before } = calendar;
  const since = before ? Math.floor(before.until.getTime() / 1_000) : start;
  if (!before || since <= start) return yield* openingsOf(calendar, start, days);
  for (const { from, to } of openings(before.calendar, start, days)) {
    if (from >= since) break;
    yield { from, to: Math.min(to, since) };
  }
  yield* openingsOf(calendar, since, days - Math.floor((since - start) / DAY));
}

function* openingsOf(calendar: Calendar, start: number, days: number): Generator<Interval> {
  const { timeZone } = calendar;
  const firstDay = Math.floor((start + offsetAt(timeZone, start)) / DAY);
  let reached = start;
  for (let day = firstDay; day < firstDay + days; day++) {
    for (const { from, to } of openingsOfDay(calendar, day)) {
      if (to <= reached) continue;
      yield { from: Math.max(from, reached), to };
      reached = to;
    }
  }
}

function openingsOfDay(calendar: Calendar, day: number): Interval[] {
  const { timeZone } = calendar;
  const periods = periodsOf(calendar, day);
  if (periods.length === 0 || !exists(timeZone, day)) return [];
  const found = periods.map(([from, to]) => ({
    from: instantOf(timeZone, day * DAY + from),
    to: instantOf(timeZone, day * DAY + to),
  }));
  // A period that begins in a gap moves behind one that begins right after it.
  return found.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
}

/** Samoa had no 30 December 2011: such a day's hours are nobody's, not the next day's. */
function exists(timeZone: string, day: number): boolean {
  return instantOf(timeZone, day * DAY) < instantOf(timeZone, (day + 1) * DAY);
}

type Seconds = readonly (readonly [from: number, to: number])[];

interface Read {
  weekly: readonly Seconds[];
  holidays: ReadonlyMap<number, Seconds>;
}

/** Calendars in numbers, each read once. */
const read = new WeakMap<Calendar, Read>();

function periodsOf(calendar: Calendar, day: number): Seconds {
  const known = read.get(calendar) ?? readCalendar(calendar);
  const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
  return known.holidays.get(day) ?? known.weekly[weekday] ?? [];
}

function readCalendar(calendar: Calendar): Read {
  const weekly = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday: Weekday) => inSeconds(calendar.weekly[weekday]));
  const holidays = Object.entries(calendar.holidays).map(
    ([date, periods]) => [dayOf(date), inSeconds(periods)] as const,
  );
  const made = { weekly, holidays: new Map(holidays) };
  read.set(calendar, made);
  return made;
}

function inSeconds(periods: readonly Period[]): Seconds {
  return periods.map(([from, to]) => [secondsOf(from), secondsOf(to)] as const);
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1_000 / DAY;
}
