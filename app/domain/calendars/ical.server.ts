import ICAL from "ical.js";
import { Invalid } from "../../platform/errors.ts";
import type { Calendar } from "./calendar.ts";
import { type SpecialDay, specialDays } from "./hours.ts";
import { stretches } from "./opening-hours.ts";

/** How far a rule that repeats is followed, in years from now. */
const YEARS_AHEAD = 3;
const DAYS_MAX = 500;
const STEPS_MAX = 5_000;

/**
 * The days that a calendar file (RFC 5545) says are holidays: its all-day events, each day of them closed, from today on.
 * Events with a time of day, cancelled ones and broken rules are passed over; a text that is no calendar is refused.
 */
export function daysInCalendarFile(text: string, today: Date): SpecialDay[] {
  const days = new Map<string, SpecialDay>();
  const range = { from: dateOf(today), to: dateOf(new Date(today.getTime() + YEARS_AHEAD * 366 * 86_400_000)) };
  for (const event of eventsIn(text)) {
    const name = String(event.summary ?? "")
      .replace(/\s+/g, " ")
      .trim();
    for (const date of datesOf(event, range.to)) {
      if (date >= range.from && date < range.to && days.size < DAYS_MAX) days.set(date, { date, periods: [], name });
    }
  }
  if (days.size === 0) throw new Invalid("invalid_form", { file: "calendar_file_empty" });
  return [...days.values()];
}

function eventsIn(text: string): ICAL.Event[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    if (calendar.name !== "vcalendar") throw new Error("not a calendar");
    const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    return events.filter(
      (event) => event.startDate?.isDate && event.component.getFirstPropertyValue("status") !== "CANCELLED",
    );
  } catch {
    throw new Invalid("invalid_form", { file: "calendar_file_unreadable" });
  }
}

/** Every local date that an all-day event takes, repeated ones too; none of an event whose rule goes nowhere. */
function datesOf(event: ICAL.Event, until: string): string[] {
  const length = Math.min(31, Math.max(1, Math.round(event.duration.toSeconds() / 86_400)));
  const dates: string[] = [];
  try {
    const starts = event.iterator();
    for (let step = 0; step < STEPS_MAX; step++) {
      const start = starts.next();
      if (!start || start.toString() >= until) break;
      for (let day = 0; day < length; day++) dates.push(dayAfter(start, day));
    }
  } catch {
    return [];
  }
  return dates;
}

function dayAfter(start: ICAL.Time, days: number): string {
  const date = start.clone();
  date.addDuration(ICAL.Duration.fromSeconds(days * 86_400));
  return date.toString().slice(0, 10);
}

const dateOf = (at: Date) => at.toISOString().slice(0, 10);

const PUBLISHED_DAYS = 366;

export interface Published {
  calendar: Calendar & { holidayNames: Readonly<Record<string, string>> };
  title: string;
  closed: string;
  /** Names its events for whoever subscribes, such as the site's host. */
  host: string;
  now: Date;
}

/** Support hours of the coming year as a calendar file: when staff works, and the days on which it does not. */
export function calendarFile({ calendar, title, closed, host, now }: Published): string {
  const file = new ICAL.Component("vcalendar");
  file.addPropertyWithValue("version", "2.0");
  file.addPropertyWithValue("prodid", "-//Answerloop//Support hours//EN");
  file.addPropertyWithValue("x-wr-calname", title);
  for (const { from, to } of stretches(calendar, now, PUBLISHED_DAYS)) {
    const uid = `open-${from.getTime() / 1_000}@${host}`;
    file.addSubcomponent(event({ uid, now, summary: title, from: timeOf(from), to: timeOf(to) }));
  }
  for (const { date, periods, name } of specialDays(calendar)) {
    if (periods.length > 0 || date < dateOf(now)) continue;
    const day = ICAL.Time.fromDateString(date);
    const next = ICAL.Time.fromDateString(dayAfter(day, 1));
    file.addSubcomponent(event({ uid: `closed-${date}@${host}`, now, summary: name || closed, from: day, to: next }));
  }
  return file.toString();
}

const timeOf = (at: Date) => ICAL.Time.fromJSDate(at, true);

interface Entry {
  uid: string;
  now: Date;
  summary: string;
  from: ICAL.Time;
  to: ICAL.Time;
}

function event({ uid, now, summary, from, to }: Entry): ICAL.Component {
  const made = new ICAL.Component("vevent");
  made.addPropertyWithValue("uid", uid);
  made.addPropertyWithValue("dtstamp", timeOf(now));
  made.addPropertyWithValue("summary", summary);
  made.addPropertyWithValue("dtstart", from);
  made.addPropertyWithValue("dtend", to);
  return made;
}
