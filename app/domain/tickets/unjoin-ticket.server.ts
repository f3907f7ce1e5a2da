import { z } from "zod";
import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { VersionInput } from "./input.ts";
import { lockBoth } from "./join-ticket.server.ts";
import { lockThreadsOf } from "./lock-threads.server.ts";
import { type Settled, settledShape } from "./settled.ts";
import { changeTicket, recordTicket, refuseUnseen, type TicketChange } from "./tickets.server.ts";

const HOUR_MS = 3_600_000;
/** Until when joining can be undone (product.md §5). */
const UNDONE_WITHIN_HOURS = 24;

export const unjoinableUntil = (joinedAt: Date) => new Date(joinedAt.getTime() + UNDONE_WITHIN_HOURS * HOUR_MS);

const shape = z.object({
  ticket: settledShape,
  into: settledShape,
  intoVersion: z.number(),
  threads: z.array(z.number()),
});

/** They were two after all: the ticket goes on by itself, and the other is as it was, unless somebody has gone on in it. */
export async function unjoinTicket(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    await lockThreadsOf(tx, ticketId);
    const join = await tx.ticketJoin.findUnique({ where: { ticketId } });
    if (!join) throw new NotFound();
    const [ticket, into] = await lockBoth(tx, viewer, ticketId, join.intoId);
    refuseUnseen(ticket, seenVersion);
    if (unjoinableUntil(join.at) < new Date()) throw new Conflict("too_late_to_undo");
    // Of two who undo at once the second finds it undone.
    if (ticket.state !== "joined") throw new Conflict("ticket_state");
    const before = shape.parse(join.before);
    await tx.ticketThread.deleteMany({ where: { ticketId: into.id, threadId: { in: before.threads } } });
    await tx.ticketJoin.delete({ where: { ticketId } });
    // Settled first: a thread that both have is live in one of them alone.
    const left = await changeTicket(tx, into, into.version === before.intoVersion ? asBefore(before.into) : {});
    const apart = await comeApart(tx, ticket, before.ticket);
    await recordTicket(tx, viewer, "ticket.unjoined", [ticket, apart], { otherId: into.id });
    await recordTicket(tx, viewer, "ticket.lost_message", [into, left], { otherId: ticketId });
  });
}

/** Where its requester was reading it back, it has passed meanwhile, unconfirmed: their time is not spent on our slip. */
async function comeApart(tx: Tx, ticket: Ticket, { state, startedAt, requesterWaitingSince }: Settled) {
  const where = { ticketId: ticket.id, confirmedAt: null, passedUnconfirmedAt: null };
  await tx.statement.updateMany({ where, data: { passedUnconfirmedAt: new Date() } });
  const isNew = state === "read_back" || state === "new";
  const again = { startedAt: startedAt ?? new Date(), requesterWaitingSince };
  return changeTicket(tx, ticket, { ...again, state: isNew ? "new" : "open" });
}

/** A ticket that is worked stays so, whatever it waited for: only what was settled is settled again. */
function asBefore({ state, requesterWaitingSince, startedAt, ...settled }: Settled): TicketChange {
  if (state === "resolved" || state === "closed") return { ...settled, state, startedAt, requesterWaitingSince };
  return { requesterWaitingSince, startedAt };
}
