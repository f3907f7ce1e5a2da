import type { Category, Post, Thread } from "../../generated/prisma/client.ts";
import type { ThreadState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Calendar } from "../calendars/calendar.ts";
import { CALENDAR_IN_FORCE, calendarOf } from "../calendars/calendars.server.ts";
import type { Policy } from "../settings/policy.ts";
import { checkAt, dormantAt, nudgeAt, silenceAt } from "./escalation.ts";
import { chosenPolicy, type PolicyRow, policyRows } from "./policies.server.ts";
import { isWaiting, stateOf } from "./thread.ts";
import { liveTicket } from "./threads.server.ts";

/** When a thread does something by itself: goes to staff, or does what comes before. Null where nothing is due. */
export interface Due {
  escalateAt: Date | null;
  stepAt: Date | null;
}

type Standing = Pick<Thread, "state" | "waitingSince" | "lastPostAt" | "nudgedAt" | "checkedAt" | "heldUntil"> & {
  replyCount: number;
};

/** The same for a thread that is being asked, and the rules it goes by. */
export async function standingOfNew(tx: Tx, categoryId: number, now: Date): Promise<{ due: Due; policy: Policy }> {
  const never = { nudgedAt: null, checkedAt: null, heldUntil: null };
  const standing = { ...never, state: "needs_attention", replyCount: 0, waitingSince: now, lastPostAt: now } as const;
  const { policy, calendar } = await rulesOf(tx, { id: NOT_YET, categoryId });
  return { due: dueOf(standing, policy, calendar), policy };
}

/** The number of a thread that has none yet: nothing is linked to it. */
const NOT_YET = 0;

/** What is due on a thread that staff has not, by the policy of its category. */
export function dueOf(thread: Standing, policy: Policy, calendar: Calendar): Due {
  const { state, waitingSince, lastPostAt, nudgedAt, checkedAt, heldUntil } = thread;
  if (isWaiting(state) && waitingSince) {
    const due = silenceAt(policy, calendar, waitingSince);
    const isNudged = nudgedAt !== null && nudgedAt >= waitingSince;
    return {
      escalateAt: due && heldUntil && heldUntil > due ? heldUntil : due,
      stepAt: isNudged ? null : nudgeAt(policy, calendar, waitingSince),
    };
  }
  if (state !== "responded" || thread.replyCount === 0) return NOTHING_DUE;
  const isChecked = checkedAt !== null && checkedAt >= lastPostAt;
  return { escalateAt: null, stepAt: isChecked ? dormantAt(policy, checkedAt) : checkAt(policy, calendar, lastPostAt) };
}

export const NOTHING_DUE: Due = { escalateAt: null, stepAt: null };

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
  const standing = { ...thread, state, waitingSince, replyCount, lastPostAt: last.createdAt };
  const { escalateAt, stepAt } = await dueUnlessWithStaff(tx, standing);
  const solvedAt = isSolved ? (thread.solvedAt ?? change.now ?? new Date()) : null;
  await tx.$executeRaw`
    UPDATE "Thread" SET state = ${state}::"ThreadState", "replyCount" = ${replyCount}, "waitingSince" = ${waitingSince},
      "escalateAt" = ${escalateAt}, "stepAt" = ${stepAt}, "solvedAt" = ${solvedAt}, "lastPostAt" = ${last.createdAt}
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

/** Never for what staff has already, has hidden, or has said itself; nor for talk that came in by an import. */
async function dueUnlessWithStaff(
  tx: Tx,
  thread: Standing & Pick<Thread, "id" | "categoryId" | "hiddenAt" | "knownSince">,
): Promise<Due> {
  if (thread.hiddenAt || thread.knownSince) return NOTHING_DUE;
  const { isWithStaff, policy, calendar } = await rulesOf(tx, thread);
  return isWithStaff ? NOTHING_DUE : dueOf(thread, policy, calendar);
}

/** What decides what is due on a thread, in one statement. */
async function rulesOf(tx: Tx, { id, categoryId }: Pick<Thread, "id" | "categoryId">) {
  const [found] = await tx.$queryRaw<[{ isWithStaff: boolean; policies: PolicyRow[]; calendar: string | null }]>`
    SELECT EXISTS (${liveTicket(id)}) AS "isWithStaff", (${CALENDAR_IN_FORCE}) AS calendar,
      (SELECT coalesce(json_agg(policy), '[]') FROM (${policyRows(categoryId)}) AS policy) AS policies`;
  const policy = chosenPolicy(found.policies, categoryId);
  return { isWithStaff: found.isWithStaff, policy, calendar: await calendarOf(tx, found.calendar) };
}
