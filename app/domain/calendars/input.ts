import { z } from "zod";
import { isTimeZone } from "../accounts/time-zone.ts";
import { id, line, tidy } from "../text.ts";
import { DAY_NAMES, type DayName, type SpecialDay, specialDayIn, weekIn } from "./hours.ts";

const PERIODS_A_DAY = 12;
/** Special days of a calendar. */
export const HOLIDAYS_MAX = 1_000;

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "calendar_time");
const end = z.union([time, z.literal("24:00")], "calendar_time");

const period = z.tuple([time, end]).refine(([from, to]) => from < to, "calendar_period_order");

const day = z
  .array(period)
  .max(PERIODS_A_DAY, "calendar_too_many_periods")
  .transform((periods) => periods.toSorted(([a], [b]) => a.localeCompare(b)))
  .refine(
    (periods) => periods.every(([, to], index) => to <= (periods[index + 1]?.[0] ?? "24:00")),
    "calendar_overlap",
  );

const timeZone = z.string().max(64).refine(isTimeZone, "calendar_time_zone");

/** A calendar as an admin writes it or a row holds it; the codes of what is wrong are keys of `error.…`. */
export const calendarInput = z.object({
  timeZone,
  weekly: z.object({ 0: day, 1: day, 2: day, 3: day, 4: day, 5: day, 6: day }),
  holidays: z
    .record(z.iso.date("calendar_date"), day)
    .refine((holidays) => Object.keys(holidays).length <= HOLIDAYS_MAX, "calendar_too_many_holidays"),
});

const NAME_MAX = 80;
const DAY_NAME_MAX = 120;
const TEXT_MAX = 100_000;

const hours = z.string().max(200, "too_long").transform(tidy).default("");
const days = z.string().max(TEXT_MAX, "too_long").transform(tidy).default("");

const fields = z.object({
  ...(Object.fromEntries(DAY_NAMES.map((name) => [name, hours])) as Record<DayName, typeof hours>),
  name: line(NAME_MAX),
  timeZone: z.string().default(""),
  days,
  /** The version that the form showed. */
  version: id,
});

/** A calendar as a form sends it: the week by weekdays, the special days a line each. */
export const calendarForm = fields.transform(({ name, version, timeZone, days, ...week }, context) => {
  const special = specialDaysIn(days);
  if (!special) return refuse(context, "days", "calendar_line");
  const holidays = Object.fromEntries(special.map((day) => [day.date, day.periods]));
  const read = calendarInput.safeParse({ timeZone, weekly: weekIn(week), holidays });
  if (read.success) return { version, name, ...read.data, holidayNames: namesOf(special) };
  for (const { code, path, message } of read.error.issues)
    refuse(context, fieldOf(path), code === "invalid_key" ? "calendar_date" : message);
  return z.NEVER;
});

export type CalendarForm = z.output<typeof calendarForm>;

/** The special days that a text says, a line each; null when a line says none, or one too long. */
export function specialDaysIn(text: string): SpecialDay[] | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => (line.length > 400 ? null : specialDayIn(line)));
  return found.every((day) => day !== null) ? found : null;
}

/** What days are called, by their dates. */
export const namesOf = (special: readonly SpecialDay[]) =>
  Object.fromEntries(special.filter(({ name }) => name).map(({ date, name }) => [date, name.slice(0, DAY_NAME_MAX)]));

function refuse(context: z.RefinementCtx, field: string, message: string) {
  context.addIssue({ code: "custom", path: [field], message });
  return z.NEVER;
}

function fieldOf([part, weekday]: readonly PropertyKey[]): string {
  if (part === "weekly") return DAY_NAMES[Number(weekday)] ?? "form";
  return part === "holidays" ? "days" : String(part);
}
