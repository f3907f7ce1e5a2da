import { type CurrentCalendar, currentCalendar } from "./calendars.server.ts";
import { type SpecialDay, specialDays } from "./hours.ts";
import { closesAt, isOpen, nextOpening, weekOf } from "./opening-hours.ts";

/** Special days are said so far ahead. */
const AHEAD_MS = 366 * 86_400_000;

/** Support hours as everybody may know them: the clocks of every promise run by the same. */
export interface PublishedHours extends Pick<CurrentCalendar, "timeZone" | "version"> {
  isOpen: boolean;
  /** When it closes; null when it is closed, or never closes. */
  closesAt: Date | null;
  /** When it opens; null when it is open, or does not open within two years. */
  opensAt: Date | null;
  week: ReturnType<typeof weekOf>;
  /** Of the coming year. */
  specialDays: SpecialDay[];
}

/** Support hours now and in the coming year. */
export async function publishedHours(now: Date): Promise<PublishedHours> {
  const calendar = await currentCalendar();
  const { timeZone, version } = calendar;
  const [first, last] = [now, new Date(now.getTime() + AHEAD_MS)].map((at) => at.toISOString().slice(0, 10)) as [
    string,
    string,
  ];
  const open = isOpen(calendar, now);
  return {
    timeZone,
    version,
    isOpen: open,
    closesAt: closesAt(calendar, now),
    opensAt: open ? null : nextOpening(calendar, now),
    week: weekOf(calendar),
    specialDays: specialDays(calendar).filter(({ date }) => date >= first && date < last),
  };
}
