import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { targetFor } from "../calendars/priorities.ts";
import { factorAt } from "../calendars/relaxation.ts";
import { listRelaxations } from "../calendars/relaxations.server.ts";
import { record } from "../events/record.server.ts";
import { setAlarm, warningsLeft } from "./clocks.server.ts";
import { changeTicket } from "./tickets.server.ts";
import type { Warning } from "./warnings.ts";

/**
 * Warns of every share of a clock's time that has been reached, oldest first; the caller has locked the ticket. Each is
 * written with its event in one commit, under a key of its own: it is given once.
 */
export async function warnOfClocks(tx: Tx, ticket: Ticket, now: Date): Promise<void> {
  const reached = (await warningsLeft(tx, ticket)).filter(({ at }) => at <= now);
  let current = ticket;
  for (const warning of reached) current = await warn(tx, current, warning, now);
  await setAlarm(tx, current);
}

async function warn(tx: Tx, ticket: Ticket, warning: Warning, now: Date): Promise<Ticket> {
  const { clock, run, percent, at } = warning;
  const isByRetarget = ticket.prioritisedAt !== null && at < ticket.prioritisedAt;
  const row = { ticketId: ticket.id, clock, run, percent, reachedAt: at, isByRetarget };
  await tx.clockWarning.create({ data: row });
  const apology = percent === 150 && clock !== "rewrite" ? await apologise(tx, ticket, now) : ticket;
  const until = apology === ticket ? {} : { until: apology.apologisedUntil?.toISOString() ?? null };
  const data = { version: apology.version, clock, percent, isByRetarget, ...until };
  await record(tx, SYSTEM, "ticket.clock_warned", { ticketId: ticket.id, data });
  return apology;
}

/** Gives the requester a new date: what would be owed for a message that came now. */
async function apologise(tx: Tx, ticket: Ticket, now: Date): Promise<Ticket> {
  const calendar = await currentCalendar(tx);
  const factor = factorAt(await listRelaxations(tx), now);
  const seconds = targetFor(calendar, "next_response", ticket.priority) * factor;
  return changeTicket(tx, ticket, { apologisedUntil: dueAt(calendar, now, seconds, []) });
}
