import type { Rating, Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { handAfter, isBad } from "./appeal.ts";
import { chancesOf, goOnWith } from "./appeals.server.ts";
import type { SecondChanceInput } from "./input.ts";
import { continuableUntil, reopen } from "./reopen-ticket.server.ts";
import { waitingSince } from "./reply-to-request.server.ts";
import { lockTicket, recordTicket } from "./tickets.server.ts";

/**
 * The requester has said that it went badly, and wants it looked at again: a closed ticket opens, with somebody else
 * (S1-14). Asked for twice it is one; after one second chance a lead has it.
 */
export async function giveSecondChance(viewer: Viewer, ticketId: number, input: SecondChanceInput): Promise<void> {
  const { continueWithinDays } = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.settle", ticket);
    const open = await tx.appeal.count({ where: { ticketId, kind: "second_chance", answeredAt: null } });
    if (open > 0) return;
    // Whoever acts for them is not told how they rated us, by this neither: they can continue it.
    const isOwn = viewer.id === ticket.requesterId;
    if (!isOwn || !(await hasChance(tx, ticket))) throw new Conflict("no_second_chance");
    if (continuableUntil(ticket, continueWithinDays) < new Date()) throw new Conflict("too_late_to_continue");
    const { reason } = await keepInLane(tx, viewer, ticket, input, ["reason"]);
    const reopened = await reopen(tx, ticket, waitingSince(ticket));
    await recordTicket(tx, viewer, "ticket.reopened", [ticket, reopened]);
    const hand = handAfter(ticket.reopenCount, await chancesOf(tx, ticketId), "another");
    await goOnWith(tx, viewer, reopened, hand, reason);
  });
}

/** Closed, and the last that was said of it is bad. */
export const isChanceOffered = (
  { state }: Pick<Ticket, "state">,
  rating: Pick<Rating, "isSolved" | "isFair" | "isWorthIt" | "number"> | null,
  chances: number,
) => state === "closed" && rating !== null && isBad(rating) && rating.number > chances;

async function hasChance(tx: Tx, ticket: Ticket) {
  const rating = await tx.rating.findFirst({ where: { ticketId: ticket.id }, orderBy: { number: "desc" } });
  return isChanceOffered(ticket, rating, await chancesOf(tx, ticket.id));
}
