import { prisma } from "../../platform/db.server.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { isNight, morningAfter } from "../calendars/night.ts";
import { isNudge } from "./notification.ts";

/**
 * Until when a mail rests that is about to be sent and only nudges its reader: their night has begun since it was planned,
 * or the mail was late. Null for every other.
 */
export async function restsUntil(mailId: number, now = new Date()): Promise<Date | null> {
  const rows = await prisma.notification.findMany({
    where: { mailId, mailAs: "alone" },
    select: { kind: true, account: { select: { timeZone: true } } },
  });
  if (rows.length === 0 || !rows.every(({ kind }) => isNudge(kind))) return null;
  const zone = rows[0]?.account.timeZone ?? (await currentCalendar()).timeZone;
  return isNight(zone, now) ? morningAfter(zone, now) : null;
}
