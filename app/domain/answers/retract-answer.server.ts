import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { reviewDue } from "./answer.ts";
import { type LockedAnswer, lockAnswer } from "./answers.server.ts";
import type { RetractInput } from "./input.ts";
import { refreshThreads } from "./linked-threads.server.ts";

/** Withdraws a published answer; everybody who was told of it hears so, with the reason. Its versions stay. */
export async function retractAnswer(viewer: Viewer, answerId: number, { reason }: RetractInput): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockPublished(tx, viewer, answerId);
    const retracted = { retractedAt: new Date(), retractedBecause: reason, reviewDueAt: null };
    await tx.answer.update({ where: { id: answerId }, data: retracted });
    await refreshThreads(tx, viewer, answer);
    await recordRetracted(tx, viewer, answer);
  });
}

/** Somebody has looked: what is published is still right, and need not be looked at for a while. */
export async function confirmAnswer(viewer: Viewer, answerId: number): Promise<void> {
  const { answerReviewDays } = await siteSettings();
  await transaction(async (tx) => {
    const { version } = await lockPublished(tx, viewer, answerId);
    const checkedAt = new Date();
    const checked = { checkedAt, reviewDueAt: reviewDue(checkedAt, answerReviewDays) };
    await tx.answer.update({ where: { id: answerId }, data: checked });
    await record(tx, viewer, "answer.checked", { answerId, data: { version } });
  });
}

async function lockPublished(tx: Tx, viewer: Viewer, answerId: number): Promise<LockedAnswer> {
  const answer = await lockAnswer(tx, viewer, answerId);
  authorize(viewer, "answer.review", { authorId: answer.ownerId });
  if (answer.version === 0 || answer.retractedAt) throw new Conflict("not_published");
  return answer;
}

/** In each thread that loses it; the first of these events tells people. */
async function recordRetracted(tx: Tx, viewer: Viewer, { id, threads, version }: LockedAnswer) {
  const data = { version };
  if (threads.length === 0) await record(tx, viewer, "answer.retracted", { answerId: id, data });
  for (const { threadId } of threads) await record(tx, viewer, "answer.retracted", { answerId: id, threadId, data });
}
