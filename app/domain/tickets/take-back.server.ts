import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { RecallInput } from "./desk-input.ts";
import { tellDesk } from "./desk-version.server.ts";
import { lockDeskTicket } from "./tickets.server.ts";

/** Its writer takes back what has not gone out: the text stands in the composer again. Too late is said. */
export async function takeBack(viewer: Viewer, ticketId: number, { heldId }: RecallInput): Promise<void> {
  await transaction(async (tx) => {
    await lockDeskTicket(tx, viewer, ticketId);
    const where = { id: heldId, ticketId, authorId: viewer.id };
    const data = { stoppedBecause: "taken_back" };
    const { count } = await tx.heldResponse.updateMany({ where: { ...where, stoppedBecause: null }, data });
    if (count === 0 && (await tx.heldResponse.count({ where })) === 0) throw new Conflict("already_sent");
    await tellDesk(tx, ticketId);
  });
}

/** Throws away what came back to its writer. */
export async function dropStopped(viewer: Viewer, ticketId: number, { heldId }: RecallInput): Promise<void> {
  await transaction(async (tx) => {
    await lockDeskTicket(tx, viewer, ticketId);
    await tx.heldResponse.deleteMany({
      where: { id: heldId, ticketId, authorId: viewer.id, stoppedBecause: { not: null } },
    });
    await tellDesk(tx, ticketId);
  });
}
