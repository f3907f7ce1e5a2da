import type { Prisma, Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hasOpenDuty } from "./duties.server.ts";
import { owesGoodwill } from "./goodwill.server.ts";
import { isExpired } from "./goodwill.ts";
import { lockThreadsOf } from "./lock-threads.server.ts";
import type { JoiningInput } from "./one-case-input.ts";
import { reopen } from "./reopen-ticket.server.ts";
import { backToUs } from "./reply-to-request.server.ts";
import { settledOf } from "./settled.ts";
import { canFollow } from "./ticket.ts";
import { asConflict, changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/**
 * A ticket that its requester has opened for what an earlier one of theirs is about goes on in that: nothing said is lost, both
 * stay readable, and who waits has waited since the first of their words.
 */
export async function joinTicket(viewer: Viewer, ticketId: number, input: JoiningInput): Promise<void> {
  await transaction(async (tx) => {
    const { intoId, seenVersion } = input;
    const threads = await lockThreadsOf(tx, ticketId);
    const [ticket, into] = await lockBoth(tx, viewer, ticketId, intoId);
    refuseUnseen(ticket, seenVersion);
    await refuse(tx, ticket, into);
    const joined = await changeTicket(tx, ticket, { state: "joined" });
    const took = await takeIn(tx, ticket, into);
    const moved = await moveThreads(tx, intoId, threads);
    const before = { ticket: settledOf(ticket), into: settledOf(into), intoVersion: took.version, threads: moved };
    await tx.ticketJoin.create({ data: { ticketId, intoId, byId: viewer.id, before } }).catch((error: unknown) => {
      throw asConflict(error);
    });
    await recordTicket(tx, viewer, "ticket.joined", [ticket, joined], { otherId: intoId });
    await recordTicket(tx, viewer, "ticket.took_in", [into, took], { otherId: ticketId });
  });
}

/** The lower number first, whichever is which: two who join them crosswise take turns. */
export async function lockBoth(tx: Tx, viewer: Viewer, id: number, otherId: number): Promise<[Ticket, Ticket]> {
  if (id === otherId) throw new Conflict("not_joinable");
  const [low, high] = [Math.min(id, otherId), Math.max(id, otherId)];
  const first = await lockDeskTicket(tx, viewer, low);
  const second = await lockDeskTicket(tx, viewer, high);
  return id === low ? [first, second] : [second, first];
}

/** Of the same requester alone; and what somebody owes somebody in it is settled first. */
async function refuse(tx: Tx, ticket: Ticket, into: Ticket) {
  if (ticket.requesterId !== into.requesterId) throw new NotFound();
  const isEnd = into.state === "draft" || into.state === "joined" || into.state === "spam";
  if (isEnd || into.correctsAnswerId !== null || ticket.correctsAnswerId !== null) throw new Conflict("not_joinable");
  if (!canFollow(ticket.state, "joined")) throw new Conflict("ticket_state");
  const { id: ticketId } = ticket;
  const open: [string, number][] = [
    ["open_promise", await tx.ticketPromise.count({ where: { ticketId, settledAt: null } })],
    ["open_claim", await tx.promiseClaim.count({ where: { ticketId, decidedAt: null } })],
    ["open_appeal", await tx.appeal.count({ where: { ticketId, answeredAt: null } })],
    ["open_reading", await tx.reading.count({ where: { ticketId, state: "waiting" } })],
    ["open_response", await tx.heldResponse.count({ where: { ticketId, stoppedBecause: null } })],
    ["open_goodwill", Number(await hasOpenGoodwill(tx, ticketId))],
    ["open_duty", Number(await hasOpenDuty(tx, ticketId))],
  ];
  for (const [code, count] of open) if (count > 0) throw new Conflict(code);
}

/** Somebody waits for a word on it, or for what was accepted; an offer that has expired waits for nobody. */
async function hasOpenGoodwill(tx: Tx, ticketId: number): Promise<boolean> {
  const last = await tx.goodwillStep.findFirst({ where: { ticketId }, orderBy: { number: "desc" } });
  return (last?.deed === "offered" && !isExpired(last, new Date())) || (await owesGoodwill(tx, ticketId));
}

/** The earlier one is worked again, and whoever waits in either has waited since the earliest of their words. */
function takeIn(tx: Tx, ticket: Ticket, into: Ticket): Promise<Ticket> {
  const since = waitOf(ticket);
  const waiting = { requesterWaitingSince: earliest(since, into.requesterWaitingSince) };
  const startedAt = earliest(since ?? ticket.startedAt, null) ?? new Date();
  if (into.state === "resolved" || into.state === "closed")
    return reopen(tx, into, waiting).then((again) => changeTicket(tx, again, { startedAt }));
  const before = into.startedAt && { startedAt: earliest(startedAt, into.startedAt) };
  return changeTicket(tx, into, { ...waiting, ...before, ...(since ? backToUs(into.state) : {}) });
}

/** Nobody has answered it yet: then they wait since they have opened it. */
const waitOf = ({ requesterWaitingSince, lastRespondedAt, createdAt }: Ticket): Date | null =>
  requesterWaitingSince && lastRespondedAt ? requesterWaitingSince : lastRespondedAt ? null : createdAt;

const earliest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));

/** Its threads are of the same case: they go on with the ticket that is worked. */
async function moveThreads(tx: Tx, ticketId: number, threads: readonly number[]): Promise<number[]> {
  const data: Prisma.TicketThreadCreateManyInput[] = threads.map((threadId) => ({ ticketId, threadId }));
  const made = await tx.ticketThread.createManyAndReturn({ data, skipDuplicates: true });
  return made.map(({ threadId }) => threadId);
}
