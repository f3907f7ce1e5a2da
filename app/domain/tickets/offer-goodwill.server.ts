import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { type Ledger, lastSeen, ledgerOf, leftAfter, rolesFor, writeStep } from "./goodwill.server.ts";
import { isAmongStaff, nextDeeds } from "./goodwill.ts";
import type { GoodwillOfferInput } from "./goodwill-input.ts";
import { onlyWaitsSince } from "./only-waits-since.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseClosed, type TicketChange } from "./tickets.server.ts";

const DAY_MS = 86_400_000;

/** Until when an offer stands. */
export const standsUntil = (days: number) => new Date(Date.now() + days * DAY_MS);

/**
 * Staff offers something, asked or not, or something else than was asked for. Within one's own limits it goes out at once;
 * above them it waits for somebody who may let it out.
 */
export async function offerGoodwill(viewer: Viewer, ticketId: number, input: GoodwillOfferInput): Promise<void> {
  const { goodwill: terms } = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const steps = await ledgerOf(viewer, ticket, tx);
    const last = lastSeen(viewer, steps, { ...input, deeds: ["offered", "proposed"] });
    if (last === "again") return;
    refuseClosed(ticket);
    const { requesterId } = ticket;
    const left = await leftAfter(tx, viewer, terms, { requesterId, amount: input.amount });
    const isOwn = can(viewer, "goodwill.pass", left);
    const deed = isOwn ? "offered" : "proposed";
    if (!nextDeeds(last, new Date()).includes(deed)) throw new Conflict("goodwill_moved");
    if (rolesFor(terms, input.amount).length === 0) throw new Invalid("invalid_form", { amount: "goodwill_too_much" });
    const { kind, amount, cause, words } = await keepInLane(tx, viewer, ticket, input, ["words"]);
    const expiresAt = isOwn ? standsUntil(terms.days) : null;
    await writeStep(tx, viewer, ticket, { deed, kind, amount, currency: terms.currency, cause, words, expiresAt });
    const after = await changeTicket(tx, ticket, isOwn ? await answered(tx, ticket, steps) : {});
    await recordTicket(tx, viewer, `goodwill.${deed}`, [ticket, after], { amount });
  });
}

/** What they waited for was an answer to this alone: then they wait no more. A message since is still to be answered. */
export async function answered(tx: Tx, ticket: Ticket, steps: Ledger): Promise<TicketChange> {
  const asked = openAsk(steps);
  return asked && (await onlyWaitsSince(tx, ticket, asked.at)) ? { requesterWaitingSince: null } : {};
}

/** What the requester has asked for and nobody has answered. */
export function openAsk(steps: Ledger): Ledger[number] | undefined {
  const last = steps.findLast((step) => !isAmongStaff(step));
  return last?.deed === "asked" ? last : undefined;
}
