import type { Calendar } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import type { SpecialDay } from "./hours.ts";
import { type CalendarForm, calendarInput, HOLIDAYS_MAX, namesOf } from "./input.ts";

/** Puts another calendar in force from now on; what clocks have counted by the one before stays counted. */
export async function changeCalendar(viewer: Viewer, { version, ...next }: CalendarForm): Promise<void> {
  await transaction(async (tx) => {
    const current = await lockCalendar(tx, viewer);
    if (current.version !== version) throw new Conflict("calendar_changed");
    await follow(tx, viewer, current, next);
  });
}

/** Adds special days, such as a country's public holidays; a date that has hours of its own already keeps them. */
export async function addSpecialDays(viewer: Viewer, days: readonly SpecialDay[]): Promise<void> {
  await transaction(async (tx) => {
    const current = await lockCalendar(tx, viewer);
    const { name, holidayNames, timeZone, weekly, holidays } = { ...current, ...calendarInput.parse(current) };
    const news = days.filter(({ date }) => !(date in holidays));
    if (news.length === 0) throw new Invalid("invalid_form", { file: "calendar_no_new_days" });
    const all = { ...holidays, ...Object.fromEntries(news.map(({ date, periods }) => [date, periods])) };
    if (Object.keys(all).length > HOLIDAYS_MAX)
      throw new Invalid("invalid_form", { file: "calendar_too_many_holidays" });
    const names = { ...(holidayNames as object), ...namesOf(news) };
    await follow(tx, viewer, current, { name, timeZone, weekly, holidays: all, holidayNames: names });
  });
}

/** Puts an earlier calendar in force again, as a new version. */
export async function restoreCalendar(viewer: Viewer, version: number): Promise<void> {
  await transaction(async (tx) => {
    const current = await lockCalendar(tx, viewer);
    const earlier = await tx.calendar.findUnique({ where: { version } });
    if (!earlier) throw new NotFound();
    if (earlier.isCurrent) throw new Conflict("calendar_is_current");
    const { name, timeZone, weekly, holidays, holidayNames } = earlier;
    await follow(tx, viewer, current, { name, timeZone, weekly, holidays, holidayNames });
  });
}

/** The calendar in force, for a change: of two at once the second waits and sees what the first has made. */
async function lockCalendar(tx: Tx, viewer: Viewer): Promise<Calendar> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CALENDAR_LOCK})`;
  return tx.calendar.findFirstOrThrow({ where: { isCurrent: true } });
}

const CALENDAR_LOCK = 7_270_813;

/** What a calendar says, however it was read. */
type Said = { name: string; timeZone: string } & Record<"weekly" | "holidays" | "holidayNames", unknown>;

async function follow(tx: Tx, viewer: Viewer, current: Calendar, said: Said) {
  const version = current.version + 1;
  await tx.calendar.update({ where: { id: current.id }, data: { isCurrent: false } });
  const data = { ...said, version, isCurrent: true } as Calendar &
    Record<"weekly" | "holidays" | "holidayNames", object>;
  await tx.calendar.create({ data });
  await record(tx, viewer, "calendar.changed", { data: { version, before: current.version } });
}
