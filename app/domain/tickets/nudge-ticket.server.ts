import type { Ticket } from "../../generated/prisma/client.ts";
import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { isClosed, turnOf } from "./ticket.ts";
import { lockTicket, recordTicket } from "./tickets.server.ts";

/** What is owed now, in a word: of each such thing it may be asked once whether anything is happening. */
export const owedNow = ({ dueClock, dueAt, state, stateSince }: OwedNow) =>
  dueAt ? `${dueClock} ${dueAt.toISOString()}` : `${state} ${stateSince.toISOString()}`;
type OwedNow = Pick<Ticket, "dueClock" | "dueAt" | "state" | "stateSince">;

/**
 * "Is anything happening?" (S1-17): whoever has the ticket is told, and it is counted, once for each thing that is owed.
 * The ticket itself is not touched: nobody loses their place by asking.
 */
export async function nudgeTicket(viewer: Viewer, ticketId: number): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.settle", ticket);
    if (isClosed(ticket.state)) throw new Conflict("ticket_closed");
    if (!isOurTurn(ticket)) throw new Conflict("your_turn");
    const row = { ticketId, run: owedNow(ticket) };
    const { count } = await tx.ticketNudge.createMany({ data: [row], skipDuplicates: true });
    if (count > 0) await recordTicket(tx, viewer, "ticket.nudged", [ticket, ticket]);
  });
}

export const isOurTurn = ({ state }: Pick<Ticket, "state">) => ["staff", "other"].includes(turnOf(state));
