import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { actingFor } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import type { ConfirmationInput } from "./input.ts";
import { acceptStatement, currentStatement } from "./statements.server.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

/**
 * The requester says that the statement is right. What they confirm is the text they read: another hash is refused.
 * A statement that has passed unconfirmed can still be confirmed; the ticket then stays where it is.
 */
export async function confirmStatement(viewer: Viewer, ticketId: number, input: ConfirmationInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.confirm", ticket);
    const statement = await currentStatement(tx, ticketId);
    if (statement.hash !== input.hash) throw new Conflict("statement_changed");
    if (statement.confirmedAt) return;
    refuseClosed(ticket);
    const acting = actingFor(viewer, ticket.requesterId);
    const names = { confirmedName: acting?.principalName ?? viewer.name, confirmedByName: acting ? viewer.name : null };
    await tx.statement.update({ where: { id: statement.id }, data: { confirmedAt: new Date(), ...names } });
    const confirmed =
      ticket.state === "read_back" ? await acceptStatement(tx, ticket) : await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, "ticket.confirmed", [ticket, confirmed], { statement: statement.number });
  });
}
