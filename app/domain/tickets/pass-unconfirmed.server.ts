import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import type { OverrideInput } from "./input.ts";
import { writeNote } from "./notes.server.ts";
import { acceptStatement, currentStatement } from "./statements.server.ts";
import { lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Staff takes an urgent ticket up before the requester has read it back. The reason is kept as a note. */
export async function passUnconfirmed(viewer: Viewer, ticketId: number, input: OverrideInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    if (ticket.state !== "read_back") throw new Conflict("not_in_read_back");
    const { body } = await keepAmongStaff(tx, viewer, ticket, input, ["body"]);
    const note = await writeNote(tx, viewer, ticket, body);
    await pass(tx, viewer, ticket, { noteId: note.id });
  });
}

/** The read-back's time is over: the statement passes, visibly unconfirmed. */
export async function passInSilence(tx: Tx, ticket: Ticket): Promise<void> {
  await pass(tx, SYSTEM, ticket, {});
}

async function pass(tx: Tx, viewer: Viewer, ticket: Ticket, data: { noteId?: number }) {
  const { id, number } = await currentStatement(tx, ticket.id);
  await tx.statement.update({ where: { id }, data: { passedUnconfirmedAt: new Date() } });
  const passed = await acceptStatement(tx, ticket);
  await recordTicket(tx, viewer, "ticket.passed_unconfirmed", [ticket, passed], { statement: number, ...data });
}
