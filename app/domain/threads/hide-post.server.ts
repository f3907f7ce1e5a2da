import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { refreshState } from "./silence.server.ts";
import { type PostInThread, refreshSolved } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Takes a reply out of everybody's sight but its author's and staff's. A question goes with its whole thread. */
export async function hidePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.hide", post.thread);
    if (post.position === 1) throw new Conflict("hide_the_thread");
    if (post.hiddenAt) return;
    await tx.post.update({ where: { id: postId }, data: { hiddenAt: new Date() } });
    await refresh(tx, post, -1);
    await record(tx, viewer, "post.hidden", { threadId: post.threadId, postId });
  });
}

/** Shows it again, with the mark it had. */
export async function unhidePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.hide", post.thread);
    if (!post.hiddenAt) return;
    if (post.withdrawnAt) throw new Conflict("taken_back_by_author");
    await tx.post.update({ where: { id: postId }, data: { hiddenAt: null } });
    await refresh(tx, post, 1);
    await record(tx, viewer, "post.unhidden", { threadId: post.threadId, postId });
  });
}

/** Only a solution's coming or going changes whether the thread is solved. */
const refresh = (tx: Tx, post: PostInThread, replies: 1 | -1) =>
  post.solutionAt ? refreshSolved(tx, post.thread, { replies }) : refreshState(tx, post.thread, { replies });
