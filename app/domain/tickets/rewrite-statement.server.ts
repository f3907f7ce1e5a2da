import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { RewriteInput } from "./input.ts";
import { stateTicket } from "./statements.server.ts";
import { lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Staff writes the statement of a returned ticket anew; the requester reads the new text back. */
export async function rewriteStatement(viewer: Viewer, ticketId: number, input: RewriteInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    if (ticket.state !== "returned") throw new Conflict("ticket_state");
    const { body } = await keepInLane(tx, viewer, ticket, input, ["body"]);
    const stated = await stateTicket(tx, viewer, ticket, body);
    await recordTicket(tx, viewer, "ticket.rewritten", [stated, stated]);
  });
}
