import type { Thread } from "../../generated/prisma/client.ts";
import type { EscalationTrigger, Priority } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { actingFor, forWhom, holdGrant } from "../accounts/acting.server.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can, isDesk } from "../permissions.ts";
import { isOn, type Policy } from "../settings/policy.ts";
import { policyOf } from "../threads/policies.server.ts";
import { NOTHING_DUE } from "../threads/silence.server.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import { draftFromThread } from "./draft-from-thread.server.ts";
import { recordDeclined, shownOf } from "./earlier-cases.server.ts";
import { keepFacts } from "./facts.server.ts";
import type { EscalationInput } from "./input.ts";
import { passInSilence } from "./pass-unconfirmed.server.ts";
import { refuseHaste, refuseHeld, refuseTooMany } from "./refuse-escalation.server.ts";
import { stateTicket } from "./statements.server.ts";
import { keepSteps } from "./steps.server.ts";
import { asConflict } from "./tickets.server.ts";

/** Turns an unresolved thread into a private ticket whose requester is the thread's author, who then reads it back. */
export function escalateThread(viewer: Viewer, threadId: number, input: EscalationInput): Promise<{ id: number }> {
  return transaction(async (tx) => escalateIn(tx, viewer, threadId, input, await triggerOf(tx, viewer, threadId)));
}

/** The same inside the caller's transaction, for what a rule has found: the trigger says which. */
export async function escalateIn(
  tx: Tx,
  viewer: Viewer,
  threadId: number,
  input: EscalationInput,
  trigger: EscalationTrigger,
) {
  const thread = await lockThread(tx, viewer, threadId);
  authorize(viewer, trigger === "peer" ? "thread.call_staff" : "thread.escalate", thread);
  const acting = actingFor(viewer, thread.authorId);
  if (acting && trigger === "asker") await holdGrant(tx, acting, "write");
  if (thread.state === "solved") throw new Conflict("thread_solved");
  if (await hasLiveTicket(tx, threadId)) throw new Conflict("thread_has_ticket");
  await refuse(tx, viewer, thread, { ...input, trigger });
  const priority = trigger === "urgent_words" ? "urgent" : isDesk(viewer) ? input.priority : "normal";
  const opened = await openTicket(tx, thread, trigger, priority);
  await keepSteps(tx, opened.id, threadId, opened.requesterId);
  await keepFacts(tx, opened.id, threadId, opened.requesterId);
  await tx.thread.update({ where: { id: threadId }, data: NOTHING_DUE });
  const data = { trigger, ...(trigger === "asker" ? forWhom(viewer, opened.requesterId) : {}) };
  await record(tx, viewer, "thread.escalated", { threadId, ticketId: opened.id, data });
  const declined = trigger === "asker" ? await shownOf(tx, opened.requesterId, input.earlier) : [];
  await recordDeclined(tx, viewer, { requesterId: opened.requesterId, offered: declined, form: "escalation" });
  const first = { version: 1, to: "draft", ...data, declined };
  await record(tx, viewer, "ticket.opened", { ticketId: opened.id, data: first });
  const stated = await stateTicket(tx, SYSTEM, opened, await draftFromThread(tx, thread));
  // What cannot wait does not wait to be read back; it stays visibly unconfirmed, and can still be confirmed.
  if (trigger === "urgent_words") await passInSilence(tx, stated);
  return { id: opened.id };
}

/** Whose button it was; a rule names itself. */
async function triggerOf(tx: Tx, viewer: Viewer, threadId: number): Promise<EscalationTrigger> {
  if (viewer.kind === "system") return "silence";
  if (isDesk(viewer)) return "staff";
  if (viewer.role !== "expert") return "asker";
  const thread = await tx.thread.findUnique({ where: { id: threadId }, select: { authorId: true } });
  const isAskers = thread && (thread.authorId === viewer.id || can(viewer, "thread.act_for", thread));
  return isAskers ? "asker" : "peer";
}

type Asked = EscalationInput & { trigger: EscalationTrigger };

/** Staff may always; the asker of what only staff can look into too. Others wait for their time, and not too often. */
async function refuse(tx: Tx, viewer: Viewer, thread: Thread, { trigger, isAccountSpecific }: Asked) {
  if (trigger === "staff") return;
  const policy = await policyOf(tx, thread.categoryId);
  if (trigger === "asker") {
    await refuseTooMany(tx, viewer, thread.authorId, policy);
    if (isAccountSpecific) return;
    refuseOff(policy, "asker");
    await refuseHaste(tx, thread, policy);
  }
  if (trigger === "peer") refuseOff(policy, "peer");
  refuseHeld(thread);
}

function refuseOff(policy: Policy, trigger: "asker" | "peer") {
  if (!isOn(policy, trigger)) throw new Conflict("escalation_off");
}

async function openTicket(tx: Tx, thread: Thread, trigger: EscalationTrigger, priority: Priority) {
  try {
    return await tx.ticket.create({
      data: {
        subject: thread.title,
        state: "draft",
        trigger,
        priority,
        requesterId: thread.authorId,
        categoryId: thread.categoryId,
        desiredOutcome: thread.desiredOutcome,
        threads: { create: { threadId: thread.id } },
      },
    });
  } catch (error) {
    throw asConflict(error);
  }
}
