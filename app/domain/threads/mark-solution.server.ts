import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { refreshState } from "./silence.server.ts";
import { requireReply, takeMarkOff } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Says that this reply solves the thread; a thread may have several such. The asker may mark a reply of their own. */
export async function markSolution(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.mark_solution", post.thread);
    requireReply(post);
    if (post.hiddenAt) throw new Conflict("post_is_hidden");
    if (post.solutionAt) return;
    const now = new Date();
    await tx.post.update({ where: { id: post.id }, data: { solutionAt: now } });
    await refreshState(tx, post.thread, { isSolved: true, now });
    await record(tx, viewer, "post.marked_solution", { threadId: post.threadId, postId: post.id });
  });
}

/** Takes the mark back: by whoever may set it, and nobody else. */
export async function unmarkSolution(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.mark_solution", post.thread);
    if (post.solutionAt) await takeMarkOff(tx, viewer, post, "unmarked");
  });
}
