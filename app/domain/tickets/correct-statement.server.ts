import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { CorrectionInput } from "./input.ts";
import { currentStatement, stateTicket } from "./statements.server.ts";
import { changeTicket, lockTicket, recordTicket } from "./tickets.server.ts";

/**
 * The requester corrects the statement, or adds to it: a new text of theirs, which they read back again. The old one
 * stays as it was.
 */
export async function correctStatement(viewer: Viewer, ticketId: number, input: CorrectionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.confirm", ticket);
    if (ticket.state !== "read_back") throw new Conflict("not_in_read_back");
    const statement = await currentStatement(tx, ticketId);
    if (statement.hash !== input.hash) throw new Conflict("statement_changed");
    const said = await keepInLane(tx, viewer, ticket, input, ["body", "desiredOutcome"]);
    const desiredOutcome = said.desiredOutcome ?? ticket.desiredOutcome;
    const corrected = await changeTicket(tx, ticket, { state: "draft", desiredOutcome });
    await recordTicket(tx, viewer, "ticket.corrected", [ticket, corrected], { statement: statement.number });
    await stateTicket(tx, viewer, corrected, said.body);
  });
}
