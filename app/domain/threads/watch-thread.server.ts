import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { lockThread } from "./threads.server.ts";

/** Follows a thread: its replies and its outcome are told. Nobody else's business, so no event. */
export const watchThread = (viewer: Viewer, threadId: number) => setWatch(viewer, threadId, { isMuted: false });

/** Tells nothing of this thread any more, whatever else would have it told. */
export const muteThread = (viewer: Viewer, threadId: number) => setWatch(viewer, threadId, { isMuted: true });

async function setWatch(viewer: Viewer, threadId: number, { isMuted }: { isMuted: boolean }): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.watch", thread);
    const key = { threadId, accountId: viewer.id };
    await tx.watch.upsert({
      where: { threadId_accountId: key },
      create: { ...key, reason: "chosen", isMuted },
      update: { isMuted },
    });
  });
}
