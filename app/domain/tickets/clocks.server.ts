import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { elapsedSeconds } from "../calendars/clock.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { DueView } from "./desk.ts";
import { nextDue, type Owed, timerFor } from "./ticket-clock.ts";

/** What the clocks say of a ticket as it is about to be written. */
export async function clocksOf(tx: Tx, ticket: Ticket): Promise<Pick<Ticket, "dueAt" | "dueClock" | "timerAt">> {
  const due = await dueOf(tx, ticket);
  const timerAt = timerFor(ticket, await currentCalendar(tx), await siteSettings(tx));
  return { dueAt: due?.at ?? null, dueClock: due?.clock ?? null, timerAt };
}

/** What is due next on a ticket, and how much of its time has run. */
export async function dueView(ticket: Ticket, now = new Date()): Promise<DueView | null> {
  const due = await dueOf(prisma, ticket);
  if (!due?.at) return null;
  const spent = due.start && elapsedSeconds(await currentCalendar(), due.start, now, []);
  return { clock: due.clock, at: due.at, spent, target: due.seconds };
}

async function dueOf(tx: Tx, ticket: Ticket): Promise<Owed | null> {
  const promise = await tx.ticketPromise.findFirst({
    where: { ticketId: ticket.id, settledAt: null },
    orderBy: { dueAt: "asc" },
    select: { dueAt: true },
  });
  return nextDue(ticket, promise?.dueAt ?? null, await currentCalendar(tx), await siteSettings(tx));
}
