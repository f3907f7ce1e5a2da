import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { record } from "../events/record.server.ts";
import { policyOf } from "../threads/policies.server.ts";
import { dueOf } from "../threads/silence.server.ts";
import { isWaiting } from "../threads/thread.ts";
import { hasLiveTicket, lockThread } from "../threads/threads.server.ts";
import { likelyHelpers } from "./likely-helpers.server.ts";

/**
 * A question nobody has answered for a day is brought to the few who are likely to know, and its asker is asked for
 * details: once for each wait. The threads like it are those that were ranked last.
 */
export async function nudgeThread(tx: Tx, threadId: number, now = new Date()): Promise<void> {
  const thread = await lockThread(tx, SYSTEM, threadId);
  const nudged = { ...thread, nudgedAt: now };
  const { stepAt } = dueOf(nudged, await policyOf(tx, thread.categoryId), await currentCalendar(tx));
  if (!isWaiting(thread.state) || thread.hiddenAt || (await hasLiveTicket(tx, threadId))) {
    await tx.thread.update({ where: { id: threadId }, data: { stepAt: null } });
    return;
  }
  const near = await tx.threadNeighbours.findUnique({ where: { threadId }, select: { neighbours: true } });
  const helpers = await likelyHelpers(tx, thread, near?.neighbours ?? [], now);
  await tx.thread.update({ where: { id: threadId }, data: { nudgedAt: now, stepAt } });
  await record(tx, SYSTEM, "thread.nudged", { threadId, data: { helpers } });
}
