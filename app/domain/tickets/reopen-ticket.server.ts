import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { type Hand, handAfter } from "./appeal.ts";
import { chancesOf, goOnWith } from "./appeals.server.ts";
import type { RejectionInput } from "./input.ts";
import { nextHand } from "./next-hand.server.ts";
import { rateTicket } from "./rate-ticket.server.ts";
import { waitingSince } from "./reply-to-request.server.ts";
import { earlierResponse, writeResponse } from "./responses.server.ts";
import { giveTo } from "./take-up.server.ts";
import { isClosed } from "./ticket.ts";
import { changeTicket, lockTicket, recordTicket, type TicketChange } from "./tickets.server.ts";

const DAY_MS = 86_400_000;

/** What a ticket forgets when it is worked again: each resolving asks its questions anew. */
export const unsettled = {
  state: "open",
  resolution: null,
  resolvedAt: null,
  closedAt: null,
  outcomeVerdict: null,
  outcomeReason: "",
  willPublish: null,
  notPublishedBecause: "",
} as const satisfies TicketChange;

/**
 * The requester says it is not solved, and why: the ticket is open again. The first time with whoever had it unless they
 * want another agent, the second time with another unless they want the same, then with a lead.
 */
export async function rejectResolution(viewer: Viewer, ticketId: number, typed: RejectionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.settle", ticket);
    if (await earlierResponse(tx, viewer, typed)) return;
    if (ticket.state !== "resolved") throw new Conflict("not_resolved");
    const input = await keepInLane(tx, viewer, ticket, typed, ["body", "words"]);
    const { id } = await writeResponse(tx, viewer, ticket, input);
    await rateTicket(tx, viewer, ticket, false, input);
    await goOnResolved(tx, viewer, ticket, { who: input.who, said: { responseId: id } });
  });
}

interface GoingOn {
  /** Who is to go on, if the requester cares. */
  who?: RejectionInput["who"];
  /** The message that says so. */
  said?: { responseId: number };
}

/** A resolution that its requester does not accept. */
export async function goOnResolved(tx: Tx, viewer: Viewer, ticket: Ticket, { who, said }: GoingOn) {
  const rejected = await reopen(tx, ticket, waitingSince(ticket));
  await recordTicket(tx, viewer, "ticket.rejected", [ticket, rejected], said && { ...said });
  await goOnWith(tx, viewer, rejected, await handOf(tx, ticket, { who }));
}

/** Who goes on, as the requester wishes and as often as it has come back. */
async function handOf(tx: Tx, { id, reopenCount }: Ticket, { who }: { who?: RejectionInput["who"] }): Promise<Hand> {
  return handAfter(reopenCount, await chancesOf(tx, id), who ?? null);
}

function refuseLate(ticket: Ticket, continueWithinDays: number) {
  if (continuableUntil(ticket, continueWithinDays) < new Date()) throw new Conflict("too_late_to_continue");
}

/** A closed ticket that its requester goes on with. */
export async function goOnClosed(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  { who, said, continueWithinDays }: GoingOn & { continueWithinDays: number },
) {
  refuseLate(ticket, continueWithinDays);
  const reopened = await reopen(tx, ticket, waitingSince(ticket));
  await recordTicket(tx, viewer, "ticket.reopened", [ticket, reopened], said && { ...said });
  const hand = await handOf(tx, ticket, { who });
  const next = hand === "same" ? null : await nextHand(tx, reopened, hand);
  if (next !== null) await giveTo(tx, viewer, reopened, next);
}

/** Until when a closed ticket may be continued. */
export function continuableUntil(
  { closedAt, stateSince }: Pick<Ticket, "closedAt" | "stateSince">,
  days: number,
): Date {
  return new Date((closedAt ?? stateSince).getTime() + days * DAY_MS);
}

/** Somebody for whom the published answer did not work, and the event that said so. */
export interface FailedAnswer {
  eventId: string;
  answerId: number;
  memberId: number | null;
}

/**
 * The answer found with this ticket has failed somebody: a settled ticket opens again, a live one is told. The same
 * event does it once, however often its job runs.
 */
export async function reopenTicket(ticketId: number, failed: FailedAnswer): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, SYSTEM, ticketId);
    if (await isTold(tx, ticketId, failed)) return;
    const mayOpen = ticket.state === "resolved" || (ticket.state === "closed" && !(await hasSuccessor(tx, ticketId)));
    const after = mayOpen ? await reopen(tx, ticket, {}) : await changeTicket(tx, ticket, {});
    await recordTicket(tx, SYSTEM, mayOpen ? "ticket.reopened" : "ticket.answer_failed", [ticket, after], {
      ...failed,
    });
  });
}

async function isTold(tx: Tx, ticketId: number, { eventId }: FailedAnswer) {
  const kind = { in: ["ticket.reopened", "ticket.answer_failed"] };
  return (await tx.event.count({ where: { ticketId, kind, data: { path: ["eventId"], equals: eventId } } })) > 0;
}

/** One of its threads has gone on in another live ticket: a thread has at most one. */
async function hasSuccessor(tx: Tx, ticketId: number) {
  const thread = { tickets: { some: { isLive: true, ticketId: { not: ticketId } } } };
  return (await tx.ticketThread.count({ where: { ticketId, thread } })) > 0;
}

/** Opens a settled ticket again: what was settled is asked anew, and so are its clocks. */
export async function reopen(tx: Tx, ticket: Ticket, change: TicketChange) {
  if (ticket.state !== "resolved" && !isClosed(ticket.state)) throw new Conflict("ticket_state");
  const again = { reopenCount: ticket.reopenCount + 1, startedAt: new Date() };
  return changeTicket(tx, ticket, { ...unsettled, ...change, ...again });
}
