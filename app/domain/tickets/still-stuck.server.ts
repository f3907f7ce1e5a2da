import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { isNight, morningAfter } from "../calendars/night.ts";
import { zoneOf } from "../calendars/zone-of.server.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import { isOn } from "../settings/policy.ts";
import { policyOf } from "../threads/policies.server.ts";
import { dueOf, NOTHING_DUE } from "../threads/silence.server.ts";
import { isAskedHowItStands } from "../threads/thread.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import { escalateIn } from "./escalate-thread.server.ts";

/**
 * Replies, and then silence: asks the asker how it stands, or lets the thread rest when they said nothing. Nobody is asked
 * at night, and of one silence they are asked once.
 */
export async function breakTheSilence(tx: Tx, threadId: number): Promise<void> {
  const thread = await lockThread(tx, SYSTEM, threadId);
  const policy = await policyOf(tx, thread.categoryId);
  const now = new Date();
  const zone = await zoneOf(tx, thread.authorId);
  const isOver = thread.state !== "responded" || !isOn(policy, "still_stuck") || thread.hiddenAt !== null;
  if (isOver || (await hasLiveTicket(tx, threadId))) {
    await tx.thread.update({ where: { id: threadId }, data: { stepAt: null } });
  } else if (isAskedHowItStands(thread)) await rest(tx, SYSTEM, threadId);
  else if (isNight(zone, now)) {
    await tx.thread.update({ where: { id: threadId }, data: { stepAt: morningAfter(zone, now) } });
  } else {
    const checked = { ...thread, checkedAt: now };
    const { stepAt } = dueOf(checked, policy, await currentCalendar(tx));
    await tx.thread.update({ where: { id: threadId }, data: { checkedAt: checked.checkedAt, stepAt } });
    await record(tx, SYSTEM, "thread.checked", { threadId });
  }
}

/** The asker was asked and says that nobody has helped: now staff has it, without their having to ask for it. */
export function sayStillStuck(viewer: Viewer, threadId: number): Promise<{ id: number }> {
  return transaction(async (tx) => {
    await lockAsked(tx, viewer, threadId);
    return escalateIn(tx, viewer, threadId, { isAccountSpecific: false, priority: "normal" }, "still_stuck");
  });
}

/** "Never mind": the thread rests. Whoever speaks in it wakes it. */
export async function sayNeverMind(viewer: Viewer, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockAsked(tx, viewer, threadId);
    if (thread.state !== "dormant") await rest(tx, viewer, threadId);
  });
}

async function lockAsked(tx: Tx, viewer: Viewer, threadId: number) {
  const thread = await lockThread(tx, viewer, threadId);
  if (viewer.id !== thread.authorId || !can(viewer, "thread.escalate", thread)) throw new NotFound();
  if (!isAskedHowItStands(thread)) throw new Conflict("not_asked_now");
  return thread;
}

async function rest(tx: Tx, viewer: Viewer, threadId: number) {
  await tx.thread.update({ where: { id: threadId }, data: { ...NOTHING_DUE, state: "dormant" } });
  await record(tx, viewer, "thread.rested", { threadId });
}
