import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { elapsedSeconds } from "../calendars/clock.ts";
import { relaxationAt } from "../calendars/relaxation.ts";
import { listRelaxations } from "../calendars/relaxations.server.ts";
import { record } from "../events/record.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { DueView } from "./desk.ts";
import { type AppealClock, earliest, type Owed, owedOn, timerFor } from "./ticket-clock.ts";
import { type Warning, warningKey, warningsOf } from "./warnings.ts";

/** What the clocks say of a ticket as it is about to be written. */
export async function clocksOf(tx: Tx, ticket: Ticket): Promise<Pick<Ticket, "dueAt" | "dueClock" | "timerAt">> {
  const due = earliest(await owedOf(tx, ticket));
  const timerAt = timerFor(ticket, await currentCalendar(tx), await siteSettings(tx));
  return { dueAt: due?.at ?? null, dueClock: due?.clock ?? null, timerAt };
}

/** Sets when the next warning of a ticket is due, after it was written or warned of. */
export async function setAlarm(tx: Tx, ticket: Ticket): Promise<void> {
  const [next] = await warningsLeft(tx, ticket);
  await tx.$executeRaw`
    INSERT INTO "ClockAlarm" ("ticketId", at) VALUES (${ticket.id}, ${next?.at ?? null})
    ON CONFLICT ("ticketId") DO UPDATE SET at = excluded.at WHERE "ClockAlarm".at IS DISTINCT FROM excluded.at`;
}

/** Warnings of a ticket's clocks that have not been given, in order of time. */
export async function warningsLeft(tx: Tx, ticket: Ticket): Promise<Warning[]> {
  const given = await tx.clockWarning.findMany({ where: { ticketId: ticket.id } });
  const keys = new Set(given.map(warningKey));
  return warningsOf(await owedOf(tx, ticket), keys, await currentCalendar(tx));
}

/** What is due next on a ticket, and how much of its time has run. */
export async function dueView(ticket: Ticket, now = new Date()): Promise<DueView | null> {
  const due = earliest(await owedOf(prisma, ticket));
  if (!due?.at) return null;
  const { clock, at, start, seconds, pauses } = due;
  const spent = seconds === null ? null : elapsedSeconds(await currentCalendar(), start, now, pauses);
  return { clock, at, spent, target: seconds };
}

async function owedOf(tx: Tx, ticket: Ticket): Promise<Owed[]> {
  const promises = await tx.ticketPromise.findMany({
    where: { ticketId: ticket.id, settledAt: null },
    select: { id: true, createdAt: true, dueAt: true },
  });
  const [calendar, settings, relaxations] = [
    await currentCalendar(tx),
    await siteSettings(tx),
    await listRelaxations(tx),
  ];
  return owedOn(ticket, promises, calendar, settings, relaxations, await openAppeals(tx, ticket.id));
}

/** What its requester has asked for and has a clock of its own; of goodwill what is among staff is no answer. */
const openAppeals = (tx: Tx, ticketId: number) =>
  tx.$queryRaw<AppealClock[]>`
    SELECT id, kind::text, "createdAt" FROM "Appeal"
    WHERE "ticketId" = ${ticketId} AND "answeredAt" IS NULL AND kind <> 'other_agent'
    UNION ALL SELECT "responseId", 'claim', "claimedAt" FROM "PromiseClaim"
    WHERE "ticketId" = ${ticketId} AND "decidedAt" IS NULL
    UNION ALL (SELECT id, 'goodwill', at FROM (
      SELECT id, deed, at FROM "GoodwillStep" WHERE "ticketId" = ${ticketId} AND deed NOT IN ('proposed', 'returned')
      ORDER BY number DESC LIMIT 1) AS last WHERE deed = 'asked')
    ORDER BY "createdAt", id`;

/** Keeps which clocks of a ticket began in a surge and by what factor they have more time; each is recorded once. */
export async function recordRelaxed(tx: Tx, ticket: Ticket): Promise<void> {
  const relaxed = (await owedOf(tx, ticket)).filter(({ factor }) => factor !== 1);
  if (relaxed.length === 0) return;
  const relaxations = await listRelaxations(tx);
  for (const { clock, run, factor, start } of relaxed) {
    const surgeId = relaxationAt(relaxations, start)?.surgeId ?? 0;
    const row = { ticketId: ticket.id, clock, run, factor, surgeId };
    const { count } = await tx.relaxedClock.createMany({ data: [row], skipDuplicates: true });
    const data = { version: ticket.version, clock, factor, surgeId };
    if (count > 0) await record(tx, SYSTEM, "ticket.clock_relaxed", { ticketId: ticket.id, data });
  }
}
