import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import type { LinkInput } from "./input.ts";
import {
  asConflict,
  changeTicket,
  lockDeskTicket,
  recordTicket,
  refuseClosed,
  refuseUnseen,
} from "./tickets.server.ts";

/** Ties another thread of the same cause to the ticket. Its asker learns when we answer, and nothing of this ticket. */
export async function linkThread(viewer: Viewer, ticketId: number, input: LinkInput): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId);
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    if ((await tx.ticketThread.count({ where: { ticketId, threadId: thread.id } })) > 0) return;
    refuseUnseen(ticket, input.seenVersion);
    refuseClosed(ticket);
    if (await hasLiveTicket(tx, thread.id)) throw new Conflict("thread_has_ticket");
    await tx.ticketThread.create({ data: { ticketId, threadId: thread.id } }).catch((error: unknown) => {
      throw asConflict(error);
    });
    await tx.thread.update({ where: { id: thread.id }, data: { escalateAt: null } });
    const linked = await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, "ticket.thread_linked", [ticket, linked], { linkedThreadId: thread.id });
  });
}
