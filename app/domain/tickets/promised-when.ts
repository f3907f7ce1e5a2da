import { type Calendar, secondsOf, type Weekday } from "../calendars/calendar.ts";
import { instantOf, offsetAt } from "../calendars/zone.ts";

/** Where and when a sentence is written; without a calendar a working day is Monday to Friday until six. */
export interface Writing {
  locale: string;
  now: Date;
  timeZone: string;
  calendar?: Calendar;
}

/** A day is the number of local days since 1970; a time is seconds of that day. */
const DAY = 86_400;
const HOUR = 3_600;
const EVENING = 20 * HOUR;
const NOON = 12 * HOUR;

interface Here extends Writing {
  today: number;
}

const MONTHS = "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez";
const MONTH_NUMBERS: Record<string, number> = Object.fromEntries(
  [1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 12, 12].map((number, at) => [MONTHS.split("|")[at], number]),
);
const MONTH = `(?<month>${MONTHS})[a-zä]*\\.?`;
const WEEKDAYS: readonly [Weekday, string][] = [
  [0, "sunday|sonntag"],
  [1, "monday|montag"],
  [2, "tuesday|dienstag"],
  [3, "wednesday|mittwoch"],
  [4, "thursday|donnerstag"],
  [5, "friday|freitag"],
  [6, "saturday|samstag|sonnabend"],
];
const ONES =
  "one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|an?|eine[mnrs]?|ein";
const NUMBERS: Record<string, number> = Object.fromEntries(
  ONES.split("|").map((word, at) => [word, at < 10 ? at + 1 : at < 19 ? at - 8 : 1]),
);
const COUNT = `(?:\\d{1,3}\\s*(?:-|–|to|bis|oder|or)\\s*)?(?<count>\\d{1,3}|${ONES.replace("[mnrs]?", "[mnrs]?").replace("an?", "an?")})`;
const UNIT =
  "(?:(?<working>working|business|support)\\s+)?(?<unit>minute|hour|stunde|werktag|arbeitstag|workday|day|tag|week|woche|month|monat)";
const SPAN = new RegExp(
  `\\b(?:in(?:side)?|within|give (?:me|us)|innerhalb(?: von)?|binnen|in den nächsten|(?:in|over|within) the next)\\s+(?:spätestens\\s+|about\\s+|etwa\\s+)?${COUNT}\\s+${UNIT}`,
  "iu",
);
const HALF_HOUR = /\b(?:in|within)\s+(?:half an hour|(?:einer )?halben Stunde)/iu;

/** When what a sentence says is due: null where it names no time that can be read, or one that has passed. */
export function promisedWhen(sentence: string, writing: Writing): Date | null {
  const here = { ...writing, today: dayOf(writing) };
  const at = spanIn(sentence, here) ?? momentIn(sentence, here);
  return at && at > writing.now ? at : null;
}

/** Whether it names a time at all. */
export const namesTime = (sentence: string, writing: Writing): boolean => promisedWhen(sentence, writing) !== null;

const dayOf = ({ now, timeZone }: Writing) => {
  const second = Math.floor(now.getTime() / 1_000);
  return Math.floor((second + offsetAt(timeZone, second)) / DAY);
};

const instant = ({ timeZone }: Writing, day: number, seconds: number) =>
  new Date(instantOf(timeZone, day * DAY + seconds) * 1_000);

const weekdayOf = (day: number) => ((((day + 4) % 7) + 7) % 7) as Weekday;
const dateOf = (day: number) => new Date(day * DAY * 1_000).toISOString().slice(0, 10);

function closingOf({ calendar }: Here, day: number): number | null {
  const weekday = weekdayOf(day);
  if (!calendar) return weekday === 0 || weekday === 6 ? null : 18 * HOUR;
  const periods = calendar.holidays[dateOf(day)] ?? calendar.weekly[weekday];
  return periods.length > 0 ? Math.max(...periods.map(([, to]) => secondsOf(to))) : null;
}

/** The end of a day is when support closes; of a day on which it is not there, six; of one that has closed, midnight. */
function endOf(here: Here, day: number): Date {
  const zone = here.calendar?.timeZone ?? here.timeZone;
  const end = instant({ ...here, timeZone: zone }, day, Math.min(closingOf(here, day) ?? 18 * HOUR, DAY - 60));
  return end > here.now ? end : instant(here, day, DAY - 60);
}

function afterWorkingDays(here: Here, count: number): number {
  let day = here.today;
  for (let left = count, looked = 0; left > 0 && looked < 730; looked++) if (closingOf(here, ++day) !== null) left--;
  return day;
}

function spanIn(sentence: string, here: Here): Date | null {
  const { now, today } = here;
  if (HALF_HOUR.test(sentence)) return new Date(now.getTime() + 1_800_000);
  const groups = SPAN.exec(sentence)?.groups;
  if (!groups) return null;
  const count = numberOf(groups.count ?? "");
  switch (groups.unit?.toLowerCase()) {
    case "minute":
      return new Date(now.getTime() + count * 60_000);
    case "hour":
    case "stunde":
      return new Date(now.getTime() + count * HOUR * 1_000);
    case "week":
    case "woche":
      return at(sentence, here, today + 7 * count);
    case "month":
    case "monat":
      return at(sentence, here, today + 30 * count);
    case "day":
    case "tag":
      return at(sentence, here, groups.working ? afterWorkingDays(here, count) : today + count);
    default:
      return at(sentence, here, afterWorkingDays(here, count));
  }
}

const numberOf = (word: string) => Number(word) || NUMBERS[word.toLowerCase()] || 1;

function momentIn(sentence: string, here: Here): Date | null {
  const day = dateIn(sentence, here) ?? wordIn(sentence, here) ?? weekIn(sentence, here) ?? weekdayIn(sentence, here);
  if (day !== null) return at(sentence, here, day);
  return timeIn(sentence) === null ? null : at(sentence, here, here.today);
}

function at(sentence: string, here: Here, day: number): Date {
  const time = timeIn(sentence);
  return time === null ? endOf(here, day) : instant(here, day, time);
}

const DATES = [
  /(?<year>20\d\d)-(?<number>\d\d)-(?<day>\d\d)/u,
  /\b(?<day>\d{1,2})\.\s?(?<number>\d{1,2})\.(?:\s?(?<year>20\d\d|\d\d)\b)?/u,
  /\b(?<day>\d{1,2})\/(?<number>\d{1,2})(?:\/(?<year>20\d\d))?\b/u,
  new RegExp(`\\b(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?${MONTH}(?:,?\\s+(?<year>20\\d\\d))?`, "iu"),
  new RegExp(`\\b${MONTH}\\s+(?:the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+(?<year>20\\d\\d))?`, "iu"),
];

function dateIn(sentence: string, here: Here): number | null {
  for (const pattern of DATES) {
    const found = pattern.exec(sentence);
    if (!found?.groups) continue;
    const { day = "", month, number, year } = found.groups;
    const [d, m] = [Number(day), month ? (MONTH_NUMBERS[month.toLowerCase()] ?? 0) : Number(number)];
    // 5/6 is two days, and nobody can tell which.
    if (found[0].includes("/") && !here.locale.startsWith("de") && d <= 12 && d !== m) continue;
    return dayOfDate(here, { d, m, year });
  }
  return null;
}

interface Day {
  d: number;
  m: number;
  year?: string;
}

/** A date without a year is the next there is. */
function dayOfDate({ today }: Here, { d, m, year }: Day): number | null {
  const thisYear = new Date(today * DAY * 1_000).getUTCFullYear();
  const given = year ? Number(year) + (year.length === 2 ? 2_000 : 0) : thisYear;
  const day = dayNumber(given, m, d);
  return day !== null && day < today && !year ? dayNumber(thisYear + 1, m, d) : day;
}

function dayNumber(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / (DAY * 1_000) : null;
}

function wordIn(sentence: string, { today }: Here): number | null {
  if (/\bday after tomorrow\b|übermorgen/iu.test(sentence)) return today + 2;
  if (/\btomorrow\b|(?<!\b(?:am|guten|heute|jeden) )\bmorgen\b/iu.test(sentence)) return today + 1;
  if (
    /\b(?:today|tonight|heute|eod|cob|feierabend|this (?:morning|afternoon|evening))\b|\bend of (?:the |this )?day/iu.test(
      sentence,
    )
  )
    return today;
  return null;
}

function weekIn(sentence: string, here: Here): number | null {
  const { today } = here;
  if (/\bend of (?:the |this )?month|monatsende|ende (?:des|dieses) monats/iu.test(sentence)) return monthEnd(today);
  if (weekdayIn(sentence, here) !== null) return null;
  const monday = today - ((weekdayOf(today) + 6) % 7);
  if (/\bnext week\b|(?:nächster?|kommender?) woche/iu.test(sentence)) return lastWorkingDay(here, monday + 7);
  if (
    /\b(?:this|the|the end of the) week\b|\bend of (?:the |this )?week|\b(?:before|by) the weekend|diese[rs]? woche|(?:ende der|wochen)\s?(?:woche|ende)/iu.test(
      sentence,
    )
  )
    return lastWorkingDay(here, monday);
  return null;
}

function monthEnd(today: number): number {
  const date = new Date(today * DAY * 1_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / (DAY * 1_000);
}

function lastWorkingDay(here: Here, monday: number): number {
  for (let day = monday + 6; day > monday; day--) if (closingOf(here, day) !== null) return day;
  return monday + 4;
}

function weekdayIn(sentence: string, { today }: Here): number | null {
  for (const [weekday, names] of WEEKDAYS) {
    const found = new RegExp(`(?:\\b(?<next>next|nächste[nrm]?)\\s+)?\\b(?:${names})\\b`, "iu").exec(sentence);
    if (!found) continue;
    const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7;
    const daysLeft = (7 - weekdayOf(today)) % 7;
    // "Next Friday", said on a Tuesday, is not the day after tomorrow's morrow.
    return today + ahead + (found.groups?.next && ahead <= daysLeft ? 7 : 0);
  }
  return null;
}

const CLOCK =
  /\b(?<hour>[01]?\d|2[0-4])(?:[:.](?<minute>[0-5]\d))?\s*(?:(?<half>[ap])\.?\s?m\b|uhr\b|o'clock\b)|\b(?<h>[01]?\d|2[0-3]):(?<m>[0-5]\d)\b/giu;

/** The last time of day it names: of "between two and four", four. */
function timeIn(sentence: string): number | null {
  const last = [...sentence.matchAll(CLOCK)].at(-1)?.groups;
  if (last) {
    const hour = Number(last.hour ?? last.h);
    const minutes = Number(last.minute ?? last.m ?? 0) * 60;
    if (!last.half) return hour * HOUR + minutes;
    return ((hour % 12) + (last.half.toLowerCase() === "p" ? 12 : 0)) * HOUR + minutes;
  }
  if (/\b(?:noon|midday|morning|vormittags?|früh|mittags?|(?:heute|tomorrow) morgen)\b/iu.test(sentence)) return NOON;
  return /\b(?:evening|tonight|abends?)\b/iu.test(sentence) ? EVENING : null;
}
