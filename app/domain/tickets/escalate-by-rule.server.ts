import type { Thread } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { isOn, type Policy } from "../settings/policy.ts";
import { affectedAt, failedAt, type RuleTrigger, urgentWordIn } from "../threads/escalation.ts";
import { policyOf } from "../threads/policies.server.ts";
import { NOTHING_DUE } from "../threads/silence.server.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import { escalateIn } from "./escalate-thread.server.ts";

const BY_RULE = { isAccountSpecific: false, priority: "normal" } as const;

/** After something was said in a thread: sends it to staff when one of the rules says so. May run twice without harm. */
export function considerEscalation(threadId: number): Promise<RuleTrigger | null> {
  return transaction(async (tx) => {
    const thread = await lockThread(tx, SYSTEM, threadId);
    if (!(await isOpenToRules(tx, thread))) return null;
    const trigger = await ruleThatSays(tx, thread, await policyOf(tx, thread.categoryId));
    if (trigger) await escalateIn(tx, SYSTEM, threadId, BY_RULE, trigger);
    return trigger;
  });
}

/** Nobody has answered in time; the sweep has locked the thread. One that is no rule's any more is taken off the clock. */
export async function escalateSilent(tx: Tx, threadId: number): Promise<void> {
  const thread = await lockThread(tx, SYSTEM, threadId);
  const isDue = (await isOpenToRules(tx, thread)) && isOn(await policyOf(tx, thread.categoryId), "silence");
  if (isDue) await escalateIn(tx, SYSTEM, threadId, BY_RULE, "silence");
  else await tx.thread.update({ where: { id: threadId }, data: NOTHING_DUE });
}

async function isOpenToRules(tx: Tx, thread: Thread): Promise<boolean> {
  if (thread.hiddenAt || thread.state === "solved" || (thread.heldUntil && thread.heldUntil > new Date())) return false;
  return !(await hasLiveTicket(tx, thread.id));
}

async function ruleThatSays(tx: Tx, thread: Thread, policy: Policy): Promise<RuleTrigger | null> {
  const since = await lastWithStaff(tx, thread.id);
  if (await saysUrgentWord(tx, thread, policy, since)) return "urgent_words";
  const { failures, back } = await failuresIn(tx, thread, since);
  if (failedAt(policy, failures, back)) return "failed_replies";
  return affectedAt(policy, await joinedSince(tx, thread, since)) ? "affected" : null;
}

/** What led to an earlier ticket leads to no second one: only what came after it counts. */
async function lastWithStaff(tx: Tx, threadId: number): Promise<Date> {
  const last = await tx.ticket.findFirst({
    where: { threads: { some: { threadId } } },
    orderBy: { id: "desc" },
    select: { createdAt: true },
  });
  return last?.createdAt ?? new Date(0);
}

/** In what was asked, or in the asker's later words. */
async function saysUrgentWord(tx: Tx, thread: Thread, policy: Policy, since: Date): Promise<boolean> {
  if (!isOn(policy, "urgent_words") || thread.knownSince) return false;
  const said = await tx.post.findMany({
    where: { threadId: thread.id, authorId: thread.authorId, createdAt: { gt: since }, hiddenAt: null },
    orderBy: { position: "desc" },
    take: LATEST_WORDS,
    select: { markdown: true },
  });
  const title = thread.createdAt > since ? [thread.title] : [];
  return urgentWordIn(policy, [...title, ...said.map(({ markdown }) => markdown)].join("\n")) !== null;
}

const LATEST_WORDS = 5;

/** When replies of others were first said to have failed, and when the asker has spoken or said so. */
async function failuresIn(tx: Tx, { id, authorId, replyCount }: Thread, since: Date) {
  if (replyCount === 0) return { failures: [], back: [] };
  const failures = await tx.$queryRaw<{ at: Date }[]>`
    SELECT min(said."createdAt") AS at FROM "Post" post JOIN "PostOutcome" said ON said."postId" = post.id
    WHERE post."threadId" = ${id} AND post."authorId" <> ${authorId} AND post."hiddenAt" IS NULL
      AND said.outcome = 'didnt' AND said."createdAt" > ${since}
    GROUP BY post.id`;
  if (failures.length === 0) return { failures: [], back: [] };
  const back = await tx.$queryRaw<{ at: Date }[]>`
    SELECT "createdAt" AS at FROM "Post"
    WHERE "threadId" = ${id} AND "authorId" = ${authorId} AND position > 1 AND "hiddenAt" IS NULL AND "createdAt" > ${since}
    UNION ALL
    SELECT said."createdAt" FROM "Post" post JOIN "PostOutcome" said ON said."postId" = post.id
    WHERE post."threadId" = ${id} AND said."accountId" = ${authorId} AND said.outcome = 'didnt' AND said."createdAt" > ${since}`;
  return { failures: failures.map(({ at }) => at), back: back.map(({ at }) => at) };
}

/** People with an address that is theirs: a crowd made of nobody is none. */
async function joinedSince(tx: Tx, { id }: Thread, since: Date): Promise<Date[]> {
  const joined = await tx.affected.findMany({
    where: { threadId: id, createdAt: { gt: since }, account: { emailVerifiedAt: { not: null } } },
    orderBy: { createdAt: "desc" },
    take: CROWD_LOOKED_AT,
    select: { createdAt: true },
  });
  return joined.map(({ createdAt }) => createdAt);
}

const CROWD_LOOKED_AT = 10_000;
