import { prisma, type Tx } from "../../platform/db.server.ts";
import { type Calendar, DEFAULT_CALENDAR } from "./calendar.ts";
import { calendarInput } from "./input.ts";

/** The calendar in force, with the version that a clock's inputs name; 0 is the one we fall back to. */
export interface CurrentCalendar extends Calendar {
  version: number;
  name: string;
}

const KEPT_MS = 1_000;
let kept: { row: string; calendar: CurrentCalendar; until: number } | undefined;

/** The calendar in force, at most a second old; read within a transaction, it is that transaction's own. */
export async function currentCalendar(tx?: Tx): Promise<CurrentCalendar> {
  if (!tx && kept && kept.until > Date.now()) return kept.calendar;
  const found = await (tx ?? prisma).calendar.findFirst({ where: { isCurrent: true } });
  const row = JSON.stringify(found);
  // The same object for the same row: the clock keeps what it has read of a calendar by its identity.
  const calendar = kept?.row === row ? kept.calendar : toCalendar(found);
  if (!tx) kept = { row, calendar, until: Date.now() + KEPT_MS };
  return calendar;
}

interface CalendarRow {
  version: number;
  name: string;
  timeZone: string;
  weekly: unknown;
  holidays: unknown;
}

function toCalendar(row: CalendarRow | null): CurrentCalendar {
  if (!row) return { ...DEFAULT_CALENDAR, version: 0, name: "" };
  return { ...calendarInput.parse(row), version: row.version, name: row.name };
}
