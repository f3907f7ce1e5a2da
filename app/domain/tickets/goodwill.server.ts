import type { GoodwillStep, Ticket } from "../../generated/prisma/client.ts";
import type { GoodwillDeed, Role } from "../../generated/prisma/enums.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { mayPassOwnFrom, standingTo } from "../accounts/second-person.server.ts";
import { DESK_ROLES, type Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { Settings } from "../settings/settings.ts";
import { GIVERS, type GoodwillView, isAmongStaff, isExpired, nextDeeds } from "./goodwill.ts";
import { asConflict } from "./tickets.server.ts";

/** More steps than any ticket has had; beyond them the newest are shown. */
const STEPS_MAX = 100;

/** The ledger of a ticket that the viewer sees, oldest first, without what is not theirs to know. */
export async function ledgerOf(viewer: Viewer, ticket: Pick<Ticket, "id" | "requesterId" | "state">, db: Tx = prisma) {
  const rows = await db.goodwillStep.findMany({
    where: { ticketId: ticket.id },
    orderBy: { number: "desc" },
    take: STEPS_MAX,
    include: { account: { select: { name: true } } },
  });
  const steps = rows.reverse();
  return can(viewer, "notes.see", ticket) ? steps : steps.filter((step) => !isAmongStaff(step));
}

/** What was asked for and offered on a ticket that the viewer sees, and what can come next. */
export async function goodwillOf(
  viewer: Viewer,
  ticket: Pick<Ticket, "id" | "requesterId" | "state">,
): Promise<GoodwillView> {
  const [steps, { goodwill, selfReviewMinutes }] = await Promise.all([ledgerOf(viewer, ticket), siteSettings()]);
  const last = steps.at(-1);
  const now = new Date();
  const approval = last?.deed === "proposed" ? await approvalBy(viewer, last, goodwill) : null;
  return {
    steps: steps.map(({ id, deed, account, kind, amount, currency, cause, words, at, expiresAt }) => ({
      ...{ id, deed, name: account.name, kind, amount, currency, words, at, expiresAt },
      cause: can(viewer, "notes.see", ticket) ? cause : null,
    })),
    seenStep: last?.id ?? 0,
    isExpired: last ? isExpired(last, now) : false,
    next: nextDeeds(last, now),
    kinds: goodwill.kinds,
    currency: goodwill.currency,
    approval,
    beyond: can(viewer, "notes.see", ticket) ? await beyondAll(steps, ticket.requesterId, goodwill) : null,
    mayPassOwnFrom: last && approval === "alone" ? mayPassOwnFrom(last.at, selfReviewMinutes) : null,
  };
}

async function approvalBy(viewer: Viewer, { accountId, amount }: GoodwillStep, terms: Terms) {
  const standing = await standingTo(prisma, viewer, new Set([accountId]), DESK_ROLES);
  if (standing === "alone") return standing;
  return standing === "yes" && rolesFor(terms, amount).some((role) => role === viewer.role) ? standing : null;
}

/** What waits for a yes is more than anybody may let out: how much less would do, and who can raise the limits. */
async function beyondAll(steps: Ledger, requesterId: number, terms: Terms): Promise<GoodwillView["beyond"]> {
  const last = steps.at(-1);
  const wanted = last?.deed === "proposed" ? last : steps.findLast((step) => !isAmongStaff(step));
  if (!wanted || !["proposed", "asked"].includes(wanted.deed) || wanted.currency !== terms.currency) return null;
  const but = wanted.deed === "proposed" ? wanted.accountId : null;
  const most = await mostLeft(prisma, terms, requesterId, but);
  if (most === null || most >= wanted.amount) return null;
  const admins = await prisma.account.findMany({
    where: { role: "admin" },
    select: { name: true },
    take: ADMINS_NAMED,
  });
  return { amount: wanted.amount, most, isProposed: but !== null, admins: admins.map(({ name }) => name) };
}

/** More names than these help nobody. */
const ADMINS_NAMED = 3;

export type Ledger = Awaited<ReturnType<typeof ledgerOf>>;

interface Sent {
  seenStep: number;
  /** What the form does. */
  deeds: readonly GoodwillDeed[];
}

/**
 * The last step, if that is what the form's writer had seen. The same form once more is `again` and does nothing; whoever
 * comes second is told that somebody was quicker.
 */
export function lastSeen(
  viewer: Viewer,
  steps: Ledger,
  { seenStep, deeds }: Sent,
): Ledger[number] | "again" | undefined {
  const next = steps[steps.findIndex(({ id }) => id === seenStep) + 1];
  if (!next) return steps.at(-1);
  if (next.accountId === viewer.id && deeds.includes(next.deed)) return "again";
  throw new Conflict("goodwill_moved");
}

type NewStep = Pick<GoodwillStep, "deed" | "kind" | "amount" | "currency"> &
  Partial<Pick<GoodwillStep, "cause" | "words" | "expiresAt" | "hasReread" | "at">>;

/** Writes the next step to the ledger of a ticket that the caller has locked. */
export async function writeStep(tx: Tx, { id: accountId }: Viewer, { id: ticketId }: Ticket, step: NewStep) {
  const { _max } = await tx.goodwillStep.aggregate({ where: { ticketId }, _max: { number: true } });
  const data = { at: new Date(), ...step, ticketId, accountId, number: (_max.number ?? 0) + 1 };
  return tx.goodwillStep.create({ data }).catch((error: unknown) => {
    throw asConflict(error);
  });
}

/** The kind and the amount of a step, for the one that answers it. */
export const sameThing = ({ kind, amount, currency }: Pick<GoodwillStep, "kind" | "amount" | "currency">) => ({
  ...{ kind, amount, currency },
});

/** Whether its requester waits for our yes or no, or for what they have accepted; the database asks the same. */
export async function owesGoodwill(tx: Tx, ticketId: number): Promise<boolean> {
  const steps = await tx.goodwillStep.findMany({ where: { ticketId }, orderBy: { number: "asc" } });
  const seen = steps.findLast((step) => !isAmongStaff(step));
  return steps.at(-1)?.deed === "proposed" || seen?.deed === "asked" || seen?.deed === "accepted";
}

// -- limits ------------------------------------------------------------------------------------------------

type Terms = Settings["goodwill"];

/** Roles that may let such an amount out at once. */
export const rolesFor = ({ limits }: Terms, amount: number): Role[] =>
  GIVERS.filter((role) => limits[role].once >= amount);

interface Offer {
  requesterId: number;
  amount: number;
}

/**
 * What would be left of what the viewer may let out now and this month, and of what this customer is given in a year without
 * a manager; below zero it is too much for them. Both accounts are locked: two offers at once on two tickets count both.
 */
export async function leftAfter(tx: Tx, { id, role }: Viewer, terms: Terms, offer: Offer): Promise<number> {
  const { requesterId, amount } = offer;
  const giver = giverIn(role);
  if (!giver) return -amount;
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE id IN (${id}, ${requesterId}) ORDER BY id FOR NO KEY UPDATE`;
  const spent = (await spentBy(tx, [id], terms)).get(id) ?? 0;
  const given = giver === "manager" ? 0 : await givenTo(tx, requesterId, terms);
  return leftTo(giver, { spent, given }, terms) - amount;
}

const giverIn = (role: Role | null) => GIVERS.find((name) => name === role);

/** What is left to somebody of that role who let so much out this month, for a customer who was given so much in a year. */
function leftTo(giver: (typeof GIVERS)[number], { spent, given }: { spent: number; given: number }, terms: Terms) {
  const { once, month } = terms.limits[giver];
  return Math.min(once, month - spent, giver === "manager" ? once : terms.customerYear - given);
}

/** What each of these has let out this month that was accepted or still stands. */
async function spentBy(db: Tx, ids: readonly number[], { currency }: Terms): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ id: number; spent: number }[]>`
    SELECT step."accountId" AS id, sum(step.amount)::float8 AS spent FROM "GoodwillStep" step
    LEFT JOIN "GoodwillStep" next ON next."ticketId" = step."ticketId" AND next.number = step.number + 1
    WHERE step."accountId" = ANY (${[...ids]}) AND step.deed = 'offered' AND step.currency = ${currency}
      AND step.at >= date_trunc('month', now(), 'UTC')
      AND (next.deed = 'accepted' OR (next.id IS NULL AND step."expiresAt" > now()))
    GROUP BY 1`;
  return new Map(rows.map(({ id, spent }) => [id, spent]));
}

/**
 * The most that anybody could let out to this customer now, `but` whoever wrote the proposal; null where one person alone has
 * the desk, who reads it again instead.
 */
export async function mostLeft(db: Tx, terms: Terms, requesterId: number, but: number | null): Promise<number | null> {
  const rested = [{ suspendedUntil: null }, { suspendedUntil: { lte: new Date() } }];
  const where = { role: { in: [...GIVERS] }, OR: rested };
  const givers = await db.account.findMany({ where, select: { id: true, role: true } });
  if (givers.length < 2) return null;
  const others = givers.flatMap(({ id, role }) => ({ id, giver: giverIn(role) })).filter(({ id }) => id !== but);
  const spent = await spentBy(
    db,
    others.map(({ id }) => id),
    terms,
  );
  const given = await givenTo(db, requesterId, terms);
  const left = others.map(({ id, giver }) => (giver ? leftTo(giver, { spent: spent.get(id) ?? 0, given }, terms) : 0));
  return Math.max(0, ...left);
}

/** What a customer has accepted in twelve months, on all tickets, and what they are still offered. */
async function givenTo(tx: Tx, requesterId: number, { currency }: Terms): Promise<number> {
  const [row] = await tx.$queryRaw<{ given: number }[]>`
    SELECT coalesce(sum(step.amount), 0)::float8 AS given FROM "Ticket" ticket
    JOIN "GoodwillStep" step ON step."ticketId" = ticket.id
    LEFT JOIN "GoodwillStep" next ON next."ticketId" = step."ticketId" AND next.number = step.number + 1
    WHERE ticket."requesterId" = ${requesterId} AND step.deed = 'offered' AND step.currency = ${currency}
      AND step.at > now() - interval '12 months'
      AND (next.deed = 'accepted' OR (next.id IS NULL AND step."expiresAt" > now()))`;
  return row?.given ?? 0;
}
