import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, visible } from "../permissions.ts";
import { NOTHING_DUE } from "../threads/silence.server.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import { isClosed } from "./ticket.ts";
import { asConflict, changeTicket, lockTicket, recordTicket } from "./tickets.server.ts";

/**
 * Instead of a ticket of its own, a thread joins the one that staff has already opened for a thread like it. Different
 * customers are linked, never merged: its asker sees no word of the other's private lane, and is told when we answer.
 */
export async function joinLiveTicket(viewer: Viewer, threadId: number, likeThreadId: number): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.escalate", thread);
    if (thread.state === "solved") throw new Conflict("thread_solved");
    if (await hasLiveTicket(tx, threadId)) throw new Conflict("thread_has_ticket");
    const ticket = await lockTicket(tx, SYSTEM, await liveTicketLike(tx, viewer, threadId, likeThreadId));
    if (isClosed(ticket.state)) throw new Conflict("not_similar");
    await tx.ticketThread.create({ data: { ticketId: ticket.id, threadId } }).catch((error: unknown) => {
      throw asConflict(error);
    });
    await tx.thread.update({ where: { id: threadId }, data: NOTHING_DUE });
    const joined = await changeTicket(tx, ticket, {});
    await recordTicket(tx, viewer, "ticket.thread_linked", [ticket, joined], { linkedThreadId: threadId });
    await record(tx, viewer, "thread.escalated", { threadId, ticketId: ticket.id, data: { isJoined: true } });
  });
}

/** Only what was offered: a thread that is clearly about the same, and that its asker may read. */
async function liveTicketLike(tx: Tx, viewer: Viewer, threadId: number, likeThreadId: number): Promise<number> {
  const near = await tx.threadNeighbours.findUnique({ where: { threadId }, select: { same: true } });
  if (!near?.same.includes(likeThreadId)) throw new Conflict("not_similar");
  const thread = { AND: [{ id: likeThreadId, hiddenAt: null }, visible.threads(viewer)] };
  const link = await tx.ticketThread.findFirst({ where: { isLive: true, thread }, select: { ticketId: true } });
  if (!link) throw new Conflict("not_similar");
  return link.ticketId;
}
