import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { targetSeconds } from "../calendars/calendar.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { targetFor } from "../calendars/priorities.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { isOver } from "./ask-for-another.server.ts";
import { supervisorOf } from "./call-supervisor.server.ts";
import { LEAST_MEASURED } from "./expectation.ts";
import { nextHand } from "./next-hand.server.ts";
import { isOurTurn, owedNow } from "./nudge-ticket.server.ts";
import type { Asks, NudgeView, PassedOn, SupervisorOffer } from "./rights.ts";
import { isWorkable } from "./ticket.ts";
import { appealTarget } from "./ticket-clock.ts";

/** What its requester may ask for while a ticket is worked, with what follows; null where there is nothing to ask. */
export async function asksOf(ticket: Ticket, now = new Date()): Promise<Asks | null> {
  if (!isWorkable(ticket.state)) return null;
  const [another, supervisor, nudge, passed] = await Promise.all([
    anotherOf(ticket, now),
    supervisorOffer(ticket, now),
    nudgeOf(ticket),
    passedOf(ticket),
  ]);
  return { another, supervisor, nudge, passed };
}

async function anotherOf(ticket: Ticket, now: Date) {
  const asked = await prisma.appeal.findMany({ where: { ticketId: ticket.id, kind: "other_agent" } });
  if (ticket.firstRespondedAt === null || asked.some(({ answeredAt }) => answeredAt === null)) return null;
  const hand = asked.length > 1 ? "lead" : "another";
  const calendar = await currentCalendar();
  const seconds = targetFor(calendar, "next_response", ticket.priority);
  return {
    needsReason: asked.length > 0,
    isAlone: (await nextHand(prisma, ticket, hand)) === null,
    isOften: await isOver(prisma, ticket.requesterId, now),
    by: dueAt(calendar, ticket.requesterWaitingSince ?? now, seconds, []),
  };
}

/** $1 the category, $2 now: what came of asking for a supervisor in the last year, by the index of just those. */
export const SUPERVISED = `
  SELECT count(*)::int AS count, count(*) FILTER (WHERE outcome = 'changed')::int AS changed
  FROM "Appeal" appeal JOIN "Ticket" ticket ON ticket.id = appeal."ticketId"
  WHERE appeal.outcome IS NOT NULL AND ticket."categoryId" = $1 AND appeal."createdAt" > $2::timestamptz - interval '365 days'`;

async function supervisorOffer(ticket: Ticket, now: Date): Promise<SupervisorOffer | null> {
  const where = { ticketId: ticket.id, kind: "supervisor" as const, answeredAt: null };
  if ((await prisma.appeal.count({ where })) > 0) return null;
  const [calendar, settings] = [await currentCalendar(), await siteSettings()];
  const seconds = targetSeconds(calendar, appealTarget("supervisor", settings));
  const [past] = await read<{ count: number; changed: number }>("supervised", SUPERVISED, [ticket.categoryId, now]);
  return {
    by: dueAt(calendar, now, seconds, []),
    isAlone: (await supervisorOf(prisma, ticket)) === null,
    changed: past && past.count >= LEAST_MEASURED ? past.changed / past.count : null,
  };
}

/** More before it than this are not counted. */
export const PLACES = 100;

// In the order of the inbox, among what the same person has, or what nobody has. $1 the ticket.
const PLACE = `
  SELECT count(*)::int AS count FROM (SELECT FROM "Ticket" own JOIN "Ticket" ahead
    ON ahead."assigneeId" IS NOT DISTINCT FROM own."assigneeId" AND ahead.state IN ('new', 'open', 'returned')
    AND ((ahead.priority <> 'urgent'), coalesce(ahead."dueAt", 'infinity'), ahead.id)
      < ((own.priority <> 'urgent'), coalesce(own."dueAt", 'infinity'), own.id)
  WHERE own.id = $1 LIMIT ${PLACES}) AS before`;

async function nudgeOf(ticket: Ticket): Promise<NudgeView | null> {
  if (!isOurTurn(ticket)) return null;
  const key = { ticketId: ticket.id, run: owedNow(ticket) };
  const nudge = await prisma.ticketNudge.findUnique({ where: { ticketId_run: key } });
  if (!nudge) return { askedAt: null, ahead: null };
  const [place] = await read<{ count: number }>("place_of_ticket", PLACE, [ticket.id]);
  return { askedAt: nudge.createdAt, ahead: place?.count ?? null };
}

/** That it was passed on, until somebody has written since. */
async function passedOf({ id, lastRespondedAt }: Ticket): Promise<PassedOn | null> {
  const since = lastRespondedAt ? { createdAt: { gt: lastRespondedAt } } : {};
  const pass = await prisma.ticketPass.findFirst({
    where: { ticketId: id, ...since },
    orderBy: { id: "desc" },
    include: { from: { select: { name: true } }, to: { select: { name: true } } },
  });
  return pass && { fromName: pass.from?.name ?? "", toName: pass.to?.name ?? null, isToLead: pass.isToLead };
}
