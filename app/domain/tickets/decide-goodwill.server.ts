import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { refuseOwnText, standingTo } from "../accounts/second-person.server.ts";
import { DESK_ROLES, type Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { keepAmongStaff, keepInLane } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { Settings } from "../settings/settings.ts";
import { type Ledger, lastSeen, ledgerOf, leftAfter, sameThing, writeStep } from "./goodwill.server.ts";
import type { GoodwillApprovalInput, GoodwillDeliveryInput, GoodwillRefusalInput } from "./goodwill-input.ts";
import { answered, openAsk, standsUntil } from "./offer-goodwill.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

/** A second person, whose limits bear it, lets a proposal out as it is: now the requester is offered it. */
export async function approveGoodwill(viewer: Viewer, ticketId: number, input: GoodwillApprovalInput): Promise<void> {
  const settings = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const steps = await ledgerOf(viewer, ticket, tx);
    const last = lastSeen(viewer, steps, { ...input, deeds: ["offered"] });
    if (last === "again") return;
    refuseClosed(ticket);
    if (last?.deed !== "proposed") throw new Conflict("goodwill_moved");
    const hasReread = await secondPerson(tx, viewer, { ...last, requesterId: ticket.requesterId }, input, settings);
    const { cause, words } = last;
    const offer = { ...sameThing(last), cause, words, hasReread, expiresAt: standsUntil(settings.goodwill.days) };
    await writeStep(tx, viewer, ticket, { deed: "offered", ...offer });
    const after = await changeTicket(tx, ticket, await answered(tx, ticket, steps));
    await recordTicket(tx, viewer, "goodwill.offered", [ticket, after]);
  });
}

/** Whoever is alone at the desk waits and reads again; everybody else needs limits that bear it. Says whether it was read again. */
async function secondPerson(
  tx: Tx,
  viewer: Viewer,
  { accountId, requesterId, amount, at }: Ledger[number] & { requesterId: number },
  { hasReread }: GoodwillApprovalInput,
  { goodwill, selfReviewMinutes: waitMinutes }: Settings,
): Promise<boolean> {
  const standing = await standingTo(tx, viewer, new Set([accountId]), DESK_ROLES);
  refuseOwnText({ standing, submittedAt: at, waitMinutes, hasReread: hasReread === "on" });
  if (standing === "alone") return true;
  if (!can(viewer, "goodwill.pass", await leftAfter(tx, viewer, goodwill, { requesterId, amount })))
    throw new Conflict("goodwill_limit");
  return false;
}

/** No, and why: a proposal goes back to its writer, the requester's own wish is answered. */
export async function refuseGoodwill(viewer: Viewer, ticketId: number, input: GoodwillRefusalInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const steps = await ledgerOf(viewer, ticket, tx);
    const last = lastSeen(viewer, steps, { ...input, deeds: ["returned", "refused"] });
    if (last === "again") return;
    refuseClosed(ticket);
    const deed = last?.deed === "proposed" ? "returned" : "refused";
    // What is refused is what they asked for: what was proposed and returned meanwhile stays among staff.
    const meant = deed === "returned" ? last : openAsk(steps);
    if (!last || !meant || (deed === "refused" && !["asked", "returned"].includes(last.deed)))
      throw new Conflict("goodwill_moved");
    const keep = deed === "returned" ? keepAmongStaff : keepInLane;
    const { words } = await keep(tx, viewer, ticket, input, ["words"]);
    await writeStep(tx, viewer, ticket, { deed, ...sameThing(meant), words });
    const after = await changeTicket(tx, ticket, deed === "refused" ? await answered(tx, ticket, steps) : {});
    await recordTicket(tx, viewer, `goodwill.${deed}`, [ticket, after], { toId: last.accountId });
  });
}

/** What was accepted has been paid, sent or booked. */
export async function giveGoodwill(viewer: Viewer, ticketId: number, input: GoodwillDeliveryInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const last = lastSeen(viewer, await ledgerOf(viewer, ticket, tx), { ...input, deeds: ["given"] });
    if (last === "again") return;
    if (last?.deed !== "accepted") throw new Conflict("goodwill_moved");
    await writeStep(tx, viewer, ticket, { deed: "given", ...sameThing(last) });
    await recordTicket(tx, viewer, "goodwill.given", [ticket, await changeTicket(tx, ticket, {})]);
  });
}
