import type { Tx } from "../../platform/db.server.ts";
import { currentCalendar } from "./calendars.server.ts";

/** Where somebody is, as far as we know; else where we are. */
export async function zoneOf(tx: Tx, accountId: number): Promise<string> {
  const { timeZone } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { timeZone: true } });
  return timeZone ?? (await currentCalendar(tx)).timeZone;
}
