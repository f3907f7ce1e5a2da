import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { NOTHING_DUE, refreshState } from "./silence.server.ts";
import { lockThread } from "./threads.server.ts";

/** Takes a thread out of everybody's sight but its author's and staff's. Its clock of silence stops. */
export async function hideThread(viewer: Viewer, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.hide", thread);
    if (thread.hiddenAt) return;
    await tx.thread.update({ where: { id: threadId }, data: { hiddenAt: new Date(), ...NOTHING_DUE } });
    await record(tx, viewer, "thread.hidden", { threadId });
  });
}

/** Shows it again. Its clock goes on from where the wait began: being hidden was not the asker's delay. */
export async function unhideThread(viewer: Viewer, threadId: number): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.hide", thread);
    if (!thread.hiddenAt) return;
    await tx.thread.update({ where: { id: threadId }, data: { hiddenAt: null } });
    await refreshState(tx, { ...thread, hiddenAt: null });
    await record(tx, viewer, "thread.unhidden", { threadId });
  });
}
