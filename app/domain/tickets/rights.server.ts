import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { targetSeconds } from "../calendars/calendar.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { handAfter, type OpenAppeal } from "./appeal.ts";
import { chancesOf } from "./appeals.server.ts";
import { asksOf } from "./asks.server.ts";
import { isChanceOffered } from "./give-second-chance.server.ts";
import { nextHand } from "./next-hand.server.ts";
import type { ChanceOffer, RequestRights } from "./rights.ts";
import { appealTarget } from "./ticket-clock.ts";

/**
 * What the requester of this ticket can ask for now, and has asked for. What they said of how it went, and what follows of
 * that, is for themselves: whoever acts for them is not told.
 */
export async function rightsOf(ticket: Ticket, viewer: Viewer, now = new Date()): Promise<RequestRights> {
  const isOwn = viewer.id === ticket.requesterId;
  const [rated, open, chances, asks] = await Promise.all([
    isOwn ? prisma.rating.findFirst({ where: { ticketId: ticket.id }, orderBy: { number: "desc" } }) : null,
    openAppealsOf(ticket.id),
    chancesOf(prisma, ticket.id),
    asksOf(ticket, now),
  ]);
  const isOffered = ticket.state === "resolved" || isChanceOffered(ticket, rated, chances);
  return {
    rated: rated && { isSolved: rated.isSolved, isFair: rated.isFair, isWorthIt: rated.isWorthIt },
    open: open.filter(({ kind }) => isOwn || kind !== "second_chance"),
    asks,
    chance: isOffered ? await offerOf(ticket, chances, now) : null,
  };
}

/** What was asked for on a ticket and has not been met, the oldest first. */
export async function openAppealsOf(ticketId: number): Promise<OpenAppeal[]> {
  const rows = await prisma.appeal.findMany({
    where: { ticketId, answeredAt: null },
    orderBy: { id: "asc" },
    include: { to: { select: { name: true } } },
  });
  return rows.map(({ id, kind, createdAt, to, isAlone }) => ({
    ...{ id, kind, isAlone, at: createdAt },
    toName: to?.name ?? null,
  }));
}

async function offerOf(ticket: Ticket, chances: number, now: Date): Promise<ChanceOffer> {
  const hand = handAfter(ticket.reopenCount, chances, null);
  const chosen = handAfter(ticket.reopenCount, chances, "another");
  const successor = chosen === "lead" ? "lead" : "another";
  const [calendar, settings] = [await currentCalendar(), await siteSettings()];
  const seconds = targetSeconds(calendar, appealTarget("second_chance", settings));
  return {
    hand,
    isChoice: hand !== "lead",
    successor,
    by: dueAt(calendar, now, seconds, []),
    isAlone: (await nextHand(prisma, ticket, successor)) === null,
  };
}
