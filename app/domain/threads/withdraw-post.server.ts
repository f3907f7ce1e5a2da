import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { refreshState } from "./silence.server.ts";
import { requireReply } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Takes one's own reply back, out of everybody's sight but one's own and staff's. Others rely on what solved the question. */
export async function withdrawPost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.withdraw", post);
    requireReply(post);
    if (post.hiddenAt) return;
    if (post.solutionAt) throw new Conflict("reply_solved_it");
    const now = new Date();
    await tx.post.update({ where: { id: postId }, data: { hiddenAt: now, withdrawnAt: now } });
    await refreshState(tx, post.thread, { replies: -1 });
    await record(tx, viewer, "post.hidden", { threadId: post.threadId, postId });
  });
}

/** Puts it back where it stood; what the desk has hidden stays hidden. */
export async function restorePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.withdraw", post);
    if (!post.withdrawnAt) return;
    await tx.post.update({ where: { id: postId }, data: { hiddenAt: null, withdrawnAt: null } });
    await refreshState(tx, post.thread, { replies: 1 });
    await record(tx, viewer, "post.unhidden", { threadId: post.threadId, postId });
  });
}
