import { currentCalendar } from "../calendars/calendars.server.ts";
import { isNight, morningAfter } from "../calendars/night.ts";
import { isNudge } from "./notification.ts";

/**
 * Until when a mail rests that is about to be sent and only nudges its reader: their night has begun since it was planned,
 * or the mail was late. Null for every other.
 */
export async function restsUntil(kind: string, timeZone: string | null, now = new Date()): Promise<Date | null> {
  if (!isNudge(kind)) return null;
  const zone = timeZone ?? (await currentCalendar()).timeZone;
  return isNight(zone, now) ? morningAfter(zone, now) : null;
}
