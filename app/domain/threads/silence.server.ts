import type { Category, Post, Thread } from "../../generated/prisma/client.ts";
import type { ThreadState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { Settings } from "../settings/settings.ts";
import { isWaiting, stateOf } from "./thread.ts";
import { hasLiveTicket } from "./threads.server.ts";

const HOUR = 3600;

/** When silence since `from` sends a thread of this category to staff; null when the calendar never opens. */
export async function silenceEndsAt(
  tx: Tx,
  category: Pick<Category, "escalateAfterHours">,
  from: Date,
): Promise<Date | null> {
  const seconds = silenceSeconds(await siteSettings(tx), category);
  return dueAt(await currentCalendar(tx), from, seconds, []);
}

/** How much support time a question may be met with silence, in seconds. */
export function silenceSeconds(settings: Settings, category: Pick<Category, "escalateAfterHours">): number {
  return (category.escalateAfterHours ?? settings.nudgeAfterHours + settings.escalateAfterNudgeHours) * HOUR;
}

/** What has just happened to the talk: nothing here is counted anew, so that ten thousand posts cost what ten do. */
export interface TalkChange {
  /** One visible reply more, or one less. */
  replies?: 1 | -1;
  /** Whether a solution stands now; left out when that has not changed. */
  isSolved?: boolean;
  isDetailRequested?: boolean;
  /** The latest visible word, by whoever knows it; else it is looked up. */
  last?: LastWord;
  now?: Date;
}

export type LastWord = Pick<Post, "authorId" | "createdAt">;

/**
 * Brings the thread's state and its clock in line with the talk as it now is. The wait goes on from where it began: a
 * second message of the asker's does not start it anew, anybody else's reply ends it.
 */
export async function refreshState(
  tx: Tx,
  thread: Thread & { category: Category },
  change: TalkChange = {},
): Promise<ThreadState> {
  const last = change.last ?? (await lastWord(tx, thread));
  const replyCount = thread.replyCount + (change.replies ?? 0);
  const isSolved = change.isSolved ?? thread.state === "solved";
  const state = stateOf({
    isKnown: thread.knownSince !== null,
    askerId: thread.authorId,
    lastAuthorId: isStillWaiting(thread, change) ? thread.authorId : last.authorId,
    replyCount,
    solutionCount: isSolved ? 1 : 0,
    isDetailRequested: change.isDetailRequested ?? thread.state === "needs_info",
  });
  const waitingSince = waitOf(thread, state, last, change);
  const escalateAt = waitingSince && (await escalationAfter(tx, thread, waitingSince));
  const solvedAt = isSolved ? (thread.solvedAt ?? change.now ?? new Date()) : null;
  await tx.$executeRaw`
    UPDATE "Thread" SET state = ${state}::"ThreadState", "replyCount" = ${replyCount}, "waitingSince" = ${waitingSince},
      "escalateAt" = ${escalateAt}, "solvedAt" = ${solvedAt}, "lastPostAt" = ${last.createdAt}
    WHERE id = ${thread.id}`;
  return state;
}

async function lastWord(tx: Tx, thread: Thread): Promise<LastWord> {
  const last = await tx.post.findFirst({
    where: { threadId: thread.id, hiddenAt: null },
    orderBy: { position: "desc" },
    select: { authorId: true, createdAt: true },
  });
  return last ?? { authorId: thread.authorId, createdAt: thread.lastPostAt };
}

/** A thread that lost its last solution waits, whoever spoke last, and goes on waiting until somebody speaks. */
function isStillWaiting(thread: Thread, change: TalkChange) {
  return change.isSolved === false || (isWaiting(thread.state) && change.replies !== 1);
}

function waitOf(thread: Thread, state: ThreadState, last: LastWord, change: TalkChange): Date | null {
  if (!isWaiting(state)) return null;
  if (thread.waitingSince) return thread.waitingSince;
  // An imported question waits without a clock: the wait was somebody else's.
  if (isWaiting(thread.state) && change.replies !== 1) return null;
  return change.isSolved === false ? (change.now ?? new Date()) : last.createdAt;
}

/** Never for what staff has already, or has hidden. */
async function escalationAfter(tx: Tx, thread: Thread & { category: Category }, waitingSince: Date) {
  if (thread.hiddenAt || (await hasLiveTicket(tx, thread.id))) return null;
  return silenceEndsAt(tx, thread.category, waitingSince);
}
