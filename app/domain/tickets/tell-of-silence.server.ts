import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { isNight, morningAfter } from "../calendars/night.ts";
import { zoneOf } from "../calendars/zone-of.server.ts";
import { record } from "../events/record.server.ts";

/**
 * Nobody has answered what was asked inside: who asked is told once, and leads find it in their list. At night, where who
 * asked is, it waits for the morning. Changes no version: whoever writes to the requester has missed nothing.
 */
export async function tellOfSilence(tx: Tx, { id: ticketId, version }: Ticket, talkId: number, now: Date) {
  const talk = await tx.sideTalk.findUniqueOrThrow({ where: { id: talkId } });
  if (talk.stepAt === null) return;
  const zone = await zoneOf(tx, talk.askedById);
  const isResting = isNight(zone, now);
  const data = isResting ? { stepAt: morningAfter(zone, now) } : { stepAt: null, overdueAt: now };
  await tx.sideTalk.update({ where: { id: talkId }, data });
  if (!isResting) await record(tx, SYSTEM, "talk.overdue", { ticketId, data: { version, talkId } });
}
