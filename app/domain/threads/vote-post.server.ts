import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { requireReply } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Says that a reply is a good one; once a person. */
export async function votePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.judge", post);
    requireReply(post);
    const { count } = await tx.postVote.createMany({ data: [{ postId, accountId: viewer.id }], skipDuplicates: true });
    if (count === 0) return;
    await tx.post.update({ where: { id: postId }, data: { score: { increment: 1 } } });
    await record(tx, viewer, "post.voted", { threadId: post.threadId, postId });
  });
}

/** Takes the vote back. */
export async function unvotePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.judge", post);
    const { count } = await tx.postVote.deleteMany({ where: { postId, accountId: viewer.id } });
    if (count === 0) return;
    await tx.post.update({ where: { id: postId }, data: { score: { decrement: 1 } } });
    await record(tx, viewer, "post.unvoted", { threadId: post.threadId, postId });
  });
}
