import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { lockThread } from "./threads.server.ts";

/** "This happens to me too": counted once, and told of the outcome. */
export async function joinAffected(viewer: Viewer, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.join", thread);
    await addAffected(tx, viewer, threadId);
  });
}

/** The same within a verb that has locked the thread and asked whether the viewer may. */
export async function addAffected(tx: Tx, viewer: Viewer, threadId: number): Promise<void> {
  const key = { threadId, accountId: viewer.id };
  const { count } = await tx.affected.createMany({ data: [key], skipDuplicates: true });
  if (count === 0) return;
  await tx.thread.update({ where: { id: threadId }, data: { affectedCount: { increment: 1 } } });
  await tx.watch.createMany({ data: [{ ...key, reason: "affected" }], skipDuplicates: true });
  await record(tx, viewer, "thread.affected", { threadId });
}

/** "Not me after all": whoever watched for this reason only doesn't any more. */
export async function leaveAffected(viewer: Viewer, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.join", thread);
    const key = { threadId, accountId: viewer.id };
    const { count } = await tx.affected.deleteMany({ where: key });
    if (count === 0) return;
    await tx.thread.update({ where: { id: threadId }, data: { affectedCount: { decrement: 1 } } });
    await tx.watch.deleteMany({ where: { ...key, reason: "affected" } });
    await record(tx, viewer, "thread.unaffected", { threadId });
  });
}
