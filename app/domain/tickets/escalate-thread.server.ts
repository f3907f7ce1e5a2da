import type { Thread } from "../../generated/prisma/client.ts";
import type { EscalationTrigger } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, isDesk } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import { draftFromThread } from "./draft-from-thread.server.ts";
import type { EscalationInput } from "./input.ts";
import { askerEscalatesFrom } from "./lane.server.ts";
import { stateTicket } from "./statements.server.ts";
import { keepSteps } from "./steps.server.ts";
import { asConflict } from "./tickets.server.ts";

/** Turns an unresolved thread into a private ticket whose requester is the thread's author, who then reads it back. */
export function escalateThread(viewer: Viewer, threadId: number, input: EscalationInput): Promise<{ id: number }> {
  return transaction((tx) => escalateIn(tx, viewer, threadId, input));
}

/** The same inside the caller's transaction: the timed sweep has already locked the thread it found. */
export async function escalateIn(tx: Tx, viewer: Viewer, threadId: number, input: EscalationInput) {
  const thread = await lockThread(tx, viewer, threadId);
  authorize(viewer, "thread.escalate", thread);
  if (thread.state === "solved") throw new Conflict("thread_solved");
  if (await hasLiveTicket(tx, threadId)) throw new Conflict("thread_has_ticket");
  const trigger = triggerOf(viewer);
  if (trigger === "asker" && !input.isAccountSpecific) await refuseHaste(tx, thread);
  const opened = await openTicket(tx, thread, trigger, isDesk(viewer) ? input.priority : "normal");
  await keepSteps(tx, opened.id, threadId, opened.requesterId);
  await tx.thread.update({ where: { id: threadId }, data: { escalateAt: null } });
  await record(tx, viewer, "thread.escalated", { threadId, ticketId: opened.id, data: { trigger } });
  await record(tx, viewer, "ticket.opened", { ticketId: opened.id, data: { version: 1, to: "draft", trigger } });
  await stateTicket(tx, SYSTEM, opened, await draftFromThread(tx, thread));
  return { id: opened.id };
}

function triggerOf(viewer: Viewer): EscalationTrigger {
  if (viewer.kind === "system") return "silence";
  return isDesk(viewer) ? "staff" : "asker";
}

/** The community comes first: the asker's button works after some support hours. */
async function refuseHaste(tx: Tx, { createdAt }: Thread) {
  if ((await askerEscalatesFrom(createdAt, tx)) === null) return;
  throw new Conflict("too_early_to_escalate", { hours: (await siteSettings(tx)).askerEscalatesAfterHours });
}

async function openTicket(tx: Tx, thread: Thread, trigger: EscalationTrigger, priority: EscalationInput["priority"]) {
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
