import type { Calendar, Period, Weekday } from "./calendar.ts";

/** The weekdays by the names of a form's fields. */
export const DAY_NAMES = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type DayName = (typeof DAY_NAMES)[number];

/** "09:00-12:00, 13:00-18:00"; empty when closed. */
export const hoursText = (periods: readonly Period[]) => periods.map(([from, to]) => `${from}-${to}`).join(", ");

const DASH = /\s*[-–—]\s*/;
const CLOSED = /^(?:closed|geschlossen|-|–)?$/i;

/** What {@link hoursText} writes, or a person: also "9-12", "9:30 – 24:00". What is no time stays as it is, to be refused. */
export function periodsIn(text: string): [string, string][] {
  if (CLOSED.test(text.trim())) return [];
  return text.split(/[,;]/).map((part) => {
    const [from = "", to = "", ...more] = part.trim().split(DASH);
    return [time(from), more.length > 0 ? part : time(to)];
  });
}

function time(text: string): string {
  const [, hours, minutes = "00"] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  return hours ? `${hours.padStart(2, "0")}:${minutes}` : text.trim();
}

/** A week as fields of a form; what runs over midnight goes on the next day. */
export function weekIn(fields: Record<DayName, string>): Record<Weekday, [string, string][]> {
  const week: Record<Weekday, [string, string][]> = { 0: [], 1: [], 2: [], 3: [], 4: [], 5: [], 6: [] };
  for (const [weekday, name] of DAY_NAMES.entries()) {
    for (const [from, to] of periodsIn(fields[name])) {
      const isOvernight = /^\d\d:\d\d$/.test(from) && /^\d\d:\d\d$/.test(to) && to < from;
      week[weekday as Weekday].push(isOvernight ? [from, "24:00"] : [from, to]);
      if (isOvernight && to !== "00:00") week[((weekday + 1) % 7) as Weekday].push(["00:00", to]);
    }
  }
  return week;
}

/** A day on which a calendar differs from its week. */
export interface SpecialDay {
  /** YYYY-MM-DD */
  date: string;
  /** None is closed all day. */
  periods: readonly (readonly [from: string, to: string])[];
  name: string;
}

const SPECIAL =
  /^(\d{4}-\d{2}-\d{2})(?:[:\s]\s*|$)((?:\d{1,2}(?:[:.]\d{2})?\s*[-–—]\s*\d{1,2}(?:[:.]\d{2})?[,;]?\s*)*)(.*)$/;

/** One day a line: "2026-12-24 09:00-12:00 Christmas Eve"; without hours it is closed. Null for a line that is none. */
export function specialDayIn(line: string): SpecialDay | null {
  const [, date, hours = "", name = ""] = SPECIAL.exec(line.trim()) ?? [];
  if (!date) return null;
  return {
    date,
    periods: periodsIn(hours.replace(/[,;\s]+$/, "").replace(/(\d)\s+(?=\d)/g, "$1, ")),
    name: name.trim(),
  };
}

/** The line that says a special day. */
export const specialDayText = ({ date, periods, name }: SpecialDay) =>
  [date, periods.map(([from, to]) => `${from}-${to}`).join(", "), name].filter(Boolean).join(" ");

type Named = Pick<Calendar, "holidays"> & { holidayNames: Readonly<Record<string, string>> };

/** The special days of a calendar by date, with their names. */
export function specialDays({ holidays, holidayNames }: Named) {
  return Object.keys(holidays)
    .sort()
    .map((date): SpecialDay => ({ date, periods: holidays[date] ?? [], name: holidayNames[date] ?? "" }));
}
