import { type Tx, transaction } from "../../platform/db.server.ts";
import { Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, visible } from "../permissions.ts";
import { refreshSolved } from "../threads/solutions.server.ts";
import { lockThread } from "../threads/threads.server.ts";
import { type LockedAnswer, lockAnswer } from "./answers.server.ts";

/** Puts the answer at the top of a thread that it answers. Of a published one, that thread's people are told. */
export async function linkThread(viewer: Viewer, answerId: number, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    authorize(viewer, "answer.draft", answer);
    const exists = await tx.thread.count({ where: { AND: [{ id: threadId }, visible.threads(viewer)] } });
    if (!exists) throw new Invalid("invalid_form", { threadId: "no_such_thread" });
    const { count } = await tx.answerThread.createMany({ data: [{ answerId, threadId }], skipDuplicates: true });
    if (count === 0) return;
    await refreshThread(tx, viewer, threadId);
    await record(tx, viewer, "answer.thread_linked", { answerId, threadId });
  });
}

/** Takes the answer off a thread that it does not answer. */
export async function unlinkThread(viewer: Viewer, answerId: number, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    authorize(viewer, "answer.draft", answer);
    const { count } = await tx.answerThread.deleteMany({ where: { answerId, threadId } });
    if (count === 0) return;
    await refreshThread(tx, viewer, threadId);
    await record(tx, viewer, "answer.thread_unlinked", { answerId, threadId });
  });
}

/** Brings the linked threads in line with an answer that has come, changed or gone. */
export async function refreshThreads(tx: Tx, viewer: Viewer, { threads }: LockedAnswer): Promise<void> {
  for (const { threadId } of threads) await refreshThread(tx, viewer, threadId);
}

/** One thread: solved while an answer stands that its asker has not refused, waiting once none does. */
export async function refreshThread(tx: Tx, viewer: Viewer, threadId: number): Promise<void> {
  await refreshSolved(tx, await lockThread(tx, viewer, threadId));
}
