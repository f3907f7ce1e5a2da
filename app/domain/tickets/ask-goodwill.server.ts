import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { lastSeen, ledgerOf, sameThing, writeStep } from "./goodwill.server.ts";
import { isExpired } from "./goodwill.ts";
import type { GoodwillAnswerInput, GoodwillAskInput } from "./goodwill-input.ts";
import { reopen } from "./reopen-ticket.server.ts";
import { backToUs, waitingSince } from "./reply-to-request.server.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed, type TicketChange } from "./tickets.server.ts";

/** The requester asks for something, or for something else than what we have offered: it is our turn. */
export async function askGoodwill(viewer: Viewer, ticketId: number, input: GoodwillAskInput): Promise<void> {
  const { goodwill } = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const last = lastSeen(viewer, await ledgerOf(viewer, ticket, tx), { ...input, deeds: ["asked"] });
    if (last === "again") return;
    refuseClosed(ticket);
    if (last?.deed === "asked" || last?.deed === "accepted") throw new Conflict("goodwill_moved");
    const { words, kind, amount } = await keepInLane(tx, viewer, ticket, input, ["words"]);
    const at = new Date();
    await writeStep(tx, viewer, ticket, { deed: "asked", kind, amount, currency: goodwill.currency, words, at });
    const after = await ourTurn(tx, ticket, { ...waitingSince(ticket, at), ...backToUs(ticket.state) });
    await recordTicket(tx, viewer, "goodwill.asked", [ticket, after]);
  });
}

/** Yes or no to what was offered, in one press: the amount is that of the offer, whatever the form says. */
export async function answerGoodwill(viewer: Viewer, ticketId: number, input: GoodwillAnswerInput): Promise<void> {
  const { is: deed } = input;
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.confirm", ticket);
    const last = lastSeen(viewer, await ledgerOf(viewer, ticket, tx), { ...input, deeds: [deed] });
    if (last === "again") return;
    // An offer stands until its date, whatever they have said of the rest.
    if (ticket.state !== "closed") refuseClosed(ticket);
    if (last?.deed !== "offered") throw new Conflict("goodwill_moved");
    if (isExpired(last, new Date())) throw new Conflict("goodwill_expired");
    await writeStep(tx, viewer, ticket, { deed, ...sameThing(last) });
    const after = deed === "accepted" ? await ourTurn(tx, ticket, {}) : await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, `goodwill.${deed}`, [ticket, after]);
  });
}

/** There is something for us to do: a settled ticket is open again. */
const ourTurn = (tx: Tx, ticket: Ticket, change: TicketChange) =>
  ticket.state === "resolved" || ticket.state === "closed"
    ? reopen(tx, ticket, change)
    : changeTicket(tx, ticket, change);
