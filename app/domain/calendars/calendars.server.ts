import { type Calendar, Prisma } from "../../generated/prisma/client.ts";
import { prisma, read, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { Kept } from "../../platform/kept.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { DEFAULT_CALENDAR, type Calendar as Hours } from "./calendar.ts";
import { calendarInput } from "./input.ts";

/** The calendar in force, with the version that a clock's inputs name; 0 is the one we fall back to. */
export interface CurrentCalendar extends Hours {
  version: number;
  name: string;
  holidayNames: Readonly<Record<string, string>>;
}

/** Earlier calendars by which a clock that still runs may have begun. */
const REMEMBERED = 24;

const kept = new Kept(1_000, () => readCurrent(prisma));

/** The same object for the same row, which never changes: the clock keeps what it has read of a calendar by its identity. */
const byRow = new Map<string, CurrentCalendar>();
const ROWS_MAX = 4;

/** The calendar in force, at most a second old; read within a transaction, it is that transaction's own. */
export const currentCalendar = (tx?: Tx): Promise<CurrentCalendar> => (tx ? readCurrent(tx) : kept.get());

/** At most a second old within a transaction too, and without a second connection: for what no clock goes by. */
export async function recentCalendar(tx: Tx): Promise<CurrentCalendar> {
  const known = kept.known();
  if (known) return known;
  const calendar = await readCurrent(tx);
  kept.keep(calendar);
  return calendar;
}

async function readCurrent(client: Tx): Promise<CurrentCalendar> {
  const [found] = await client.$queryRaw<{ row: string | null }[]>`SELECT (${CALENDAR_IN_FORCE}) AS row`;
  return calendarOf(client, found?.row ?? null);
}

/** Which row holds the calendar in force, as text, for a statement that reads it along with other things. */
export const CALENDAR_IN_FORCE = Prisma.sql`SELECT id || ' ' || "createdAt" FROM "Calendar" WHERE "isCurrent"`;

/** The calendar that such a statement found. */
export async function calendarOf(client: Tx, row: string | null): Promise<CurrentCalendar> {
  if (row === null) return FALLBACK;
  const calendar = byRow.get(row) ?? (await readCalendar(client, Number.parseInt(row, 10)));
  byRow.set(row, calendar);
  if (byRow.size > ROWS_MAX) byRow.delete(byRow.keys().next().value ?? "");
  return calendar;
}

/** The calendar in force at this moment, for whoever is about to change it. */
export const latestCalendar = (): Promise<CurrentCalendar> => currentCalendar(prisma);

const FALLBACK: CurrentCalendar = { ...DEFAULT_CALENDAR, version: 0, name: "", holidayNames: {} };

/** A calendar, and what held before it. */
async function readCalendar(client: Tx, id: number): Promise<CurrentCalendar> {
  const { version } = await client.calendar.findUniqueOrThrow({ where: { id }, select: { version: true } });
  const latestFirst = { where: { version: { lte: version } }, orderBy: { version: "desc" }, take: REMEMBERED } as const;
  const rows = await client.calendar.findMany(latestFirst);
  return rows.reduceRight<CurrentCalendar>((earlier, row, index) => {
    const isFirst = index === rows.length - 1;
    return { ...toCalendar(row), ...(isFirst ? {} : { before: { until: row.createdAt, calendar: earlier } }) };
  }, FALLBACK);
}

function toCalendar(row: Calendar): CurrentCalendar {
  const { version, name, holidayNames } = row;
  return { ...calendarInput.parse(row), version, name, holidayNames: holidayNames as Record<string, string> };
}

/** A calendar that held or holds, for whoever may change it. */
export type CalendarVersion = Pick<Calendar, "version" | "name" | "createdAt" | "isCurrent"> & { by: string | null };

/** The latest calendars, newest first, and who made them; to whoever may not change them they are not there. */
export async function listCalendars(viewer: Viewer): Promise<CalendarVersion[]> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  return read<CalendarVersion>("calendars", CALENDARS, [REMEMBERED]);
}

const CALENDARS = `
  SELECT calendar.version, calendar.name, calendar."createdAt", calendar."isCurrent", account.name AS by
  FROM "Calendar" calendar
  LEFT JOIN "Event" event ON event.kind = 'calendar.changed' AND event.data ->> 'version' = calendar.version::text
  LEFT JOIN "Account" account ON account.id = event."actorId"
  ORDER BY calendar.version DESC LIMIT $1`;
