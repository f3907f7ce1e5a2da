import type { Category, Thread } from "../../generated/prisma/client.ts";
import type { ThreadState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { isWaiting, stateOf } from "./thread.ts";

const HOUR = 3600;

/** When silence since `from` sends a thread of this category to staff; null when the calendar never opens. */
export async function silenceEndsAt(category: Pick<Category, "escalateAfterHours">, from: Date): Promise<Date | null> {
  const settings = await siteSettings();
  const hours = category.escalateAfterHours ?? settings.nudgeAfterHours + settings.escalateAfterNudgeHours;
  return dueAt(await currentCalendar(), from, hours * HOUR, []);
}

/**
 * Brings the thread's state and its clock in line with the talk as it now is. The wait goes on from where it began: a
 * second message of the asker's does not start it anew, anybody else's reply ends it.
 */
export async function refreshState(
  tx: Tx,
  thread: Thread & { category: Category },
  { isDetailRequested = false, now = new Date() } = {},
): Promise<ThreadState> {
  const [last, replyCount, solutionCount] = await Promise.all([
    tx.post.findFirst({ where: { threadId: thread.id, hiddenAt: null }, orderBy: { position: "desc" } }),
    tx.post.count({ where: { threadId: thread.id, position: { gt: 1 }, hiddenAt: null } }),
    tx.post.count({ where: { threadId: thread.id, solutionAt: { not: null }, hiddenAt: null } }),
  ]);
  const lastAuthorId = last?.authorId ?? thread.authorId;
  const state = stateOf({ askerId: thread.authorId, lastAuthorId, replyCount, solutionCount, isDetailRequested });
  const waitingSince = isWaiting(state) ? (thread.waitingSince ?? last?.createdAt ?? now) : null;
  const escalateAt = waitingSince && (await silenceEndsAt(thread.category, waitingSince));
  const solvedAt = state === "solved" ? (thread.solvedAt ?? now) : null;
  const lastPostAt = last?.createdAt ?? thread.lastPostAt;
  await tx.thread.update({
    where: { id: thread.id },
    data: { state, replyCount, waitingSince, escalateAt, solvedAt, lastPostAt },
  });
  return state;
}
