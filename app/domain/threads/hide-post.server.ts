import type { Tx } from "../../platform/db.server.ts";
import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { refreshState } from "./silence.server.ts";
import { isSolved, type PostInThread } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Takes a reply out of everybody's sight but its author's and staff's. A question goes with its whole thread. */
export async function hidePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.hide", post.thread);
    if (post.position === 1) throw new Conflict("hide_the_thread");
    if (post.hiddenAt) return;
    await tx.post.update({ where: { id: postId }, data: { hiddenAt: new Date() } });
    await refreshState(tx, post.thread, { replies: -1, isSolved: await solvedAfter(tx, post) });
    await record(tx, viewer, "post.hidden", { threadId: post.threadId, postId });
  });
}

/** Shows it again, with the mark it had. */
export async function unhidePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.hide", post.thread);
    if (!post.hiddenAt) return;
    await tx.post.update({ where: { id: postId }, data: { hiddenAt: null } });
    await refreshState(tx, post.thread, { replies: 1, isSolved: await solvedAfter(tx, post) });
    await record(tx, viewer, "post.unhidden", { threadId: post.threadId, postId });
  });
}

/** Only a solution's coming or going changes whether the thread is solved. */
async function solvedAfter(tx: Tx, post: PostInThread) {
  return post.solutionAt ? isSolved(tx, post.threadId) : undefined;
}
