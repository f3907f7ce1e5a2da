import { z } from "zod";

const PERIODS_A_DAY = 12;
const HOLIDAYS = 1_000;

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
    .refine((holidays) => Object.keys(holidays).length <= HOLIDAYS, "calendar_too_many_holidays"),
});

export type CalendarInput = z.input<typeof calendarInput>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
