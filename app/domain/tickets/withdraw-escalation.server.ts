import type { Ticket } from "../../generated/prisma/client.ts";
import type { EscalationTrigger, TicketState } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { policyOf } from "../threads/policies.server.ts";
import { refreshState } from "../threads/silence.server.ts";
import { lockThread } from "../threads/threads.server.ts";
import type { VersionInput } from "./input.ts";
import { lockThreadsOf } from "./lock-threads.server.ts";
import { changeTicket, lockDeskTicket, lockTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Nobody pressed a button for these. */
const BY_ITSELF: readonly EscalationTrigger[] = [
  "silence",
  "failed_replies",
  "affected",
  "urgent_words",
  "wrong_answer",
];
const WITHDRAWN_FROM: readonly TicketState[] = ["read_back", "new", "open"];
const DAY_MS = 86_400_000;

/** Until when a ticket that opened by itself can be undone; null where it can't. */
export function undoableUntil(
  ticket: Pick<Ticket, "trigger" | "state" | "createdAt" | "firstRespondedAt" | "submissionKey">,
  minutes: number,
  now = new Date(),
): Date | null {
  const isBegun = !WITHDRAWN_FROM.includes(ticket.state) || ticket.firstRespondedAt !== null;
  // Sent by somebody, with a form of its own: its words made it urgent, and nothing public waits for it to come back.
  if (!BY_ITSELF.includes(ticket.trigger) || ticket.submissionKey !== null || isBegun) return null;
  const until = new Date(ticket.createdAt.getTime() + minutes * 60_000);
  return until > now ? until : null;
}

/** What a rule has sent to staff goes back to the community: by its requester or by the desk, for some minutes. */
export async function undoEscalation(viewer: Viewer, ticketId: number): Promise<void> {
  const { undoEscalationMinutes } = await siteSettings();
  await transaction(async (tx) => {
    await lockThreadsOf(tx, ticketId);
    const ticket = await lockTicket(tx, viewer, ticketId);
    const mayUndo = can(viewer, "ticket.confirm", ticket) || can(viewer, "ticket.work", ticket);
    if (!mayUndo) throw new Forbidden();
    if (!undoableUntil(ticket, undoEscalationMinutes)) throw new Conflict("too_late_to_undo");
    await withdraw(tx, viewer, ticket, "undone");
  });
}

/** "Answered in the thread": staff has said in public what there is to say, and the private lane closes. */
export async function deEscalate(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    const threads = await lockThreadsOf(tx, ticketId);
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, seenVersion);
    if (!WITHDRAWN_FROM.includes(ticket.state)) throw new Conflict("ticket_state");
    const isAnswered = (await tx.post.count({ where: saidByStaffSince(threads, ticket.createdAt) })) > 0;
    if (!isAnswered) throw new Conflict("not_answered_in_thread");
    await withdraw(tx, viewer, ticket, "answered_in_thread");
  });
}

const saidByStaffSince = (threads: readonly number[], since: Date) => ({
  threadId: { in: [...threads] },
  isStaff: true,
  hiddenAt: null,
  createdAt: { gt: since },
});

async function withdraw(tx: Tx, viewer: Viewer, ticket: Ticket, because: "undone" | "answered_in_thread") {
  const { coolDownDays } = await policyOf(tx, ticket.categoryId);
  const closed = await changeTicket(tx, ticket, { state: "closed", closedAt: new Date() });
  await recordTicket(tx, viewer, "ticket.withdrawn", [ticket, closed], { because });
  const heldUntil = new Date(Date.now() + coolDownDays * DAY_MS);
  const links = await tx.ticketThread.findMany({ where: { ticketId: ticket.id }, orderBy: { threadId: "asc" } });
  for (const { threadId } of links) {
    await tx.thread.update({ where: { id: threadId }, data: { heldUntil } });
    await refreshState(tx, await lockThread(tx, SYSTEM, threadId));
    await record(tx, viewer, "thread.deescalated", { threadId, data: { because } });
  }
}
