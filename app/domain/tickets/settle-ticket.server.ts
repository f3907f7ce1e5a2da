import type { Ticket } from "../../generated/prisma/client.ts";
import type { TicketState } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { ThanksInput } from "./input.ts";
import { rateTicket } from "./rate-ticket.server.ts";
import { earlierResponse, writeResponse } from "./responses.server.ts";
import { changeTicket, lockTicket, recordTicket } from "./tickets.server.ts";

/** Before anybody has begun, the requester may find it solved by itself, or by the community. */
const SETTLED_FROM: readonly TicketState[] = ["resolved", "read_back", "new"];

/** The requester says it is solved: the ticket closes. A word of thanks is filed with it and reopens nothing. */
export async function settleTicket(viewer: Viewer, ticketId: number, typed: ThanksInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.settle", ticket);
    if (ticket.state === "closed" || (await earlierResponse(tx, viewer, typed))) return;
    if (!SETTLED_FROM.includes(ticket.state)) throw new Conflict("not_resolved");
    const input = await keepInLane(tx, viewer, ticket, typed, ["body", "words"]);
    await rateTicket(tx, viewer, ticket, true, input);
    const thanks = input.body ? await writeResponse(tx, viewer, ticket, input) : null;
    const closed = await changeTicket(tx, ticket, { state: "closed", closedAt: new Date() });
    await recordTicket(tx, viewer, "ticket.settled", [ticket, closed], thanks ? { responseId: thanks.id } : {});
  });
}

/** Nobody has disputed it for a week. */
export async function closeInTime(tx: Tx, ticket: Ticket): Promise<void> {
  const closed = await changeTicket(tx, ticket, { state: "closed", closedAt: new Date() });
  await recordTicket(tx, SYSTEM, "ticket.closed", [ticket, closed]);
}
