import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { newcomersVotes } from "./newcomers.server.ts";
import { requireReply } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Says that a reply is a good one; once a person. */
export async function votePost(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.judge", post);
    requireReply(post);
    if ((await tx.postVote.count({ where: { postId, accountId: viewer.id } })) > 0) return;
    await refuseTooMany(tx, viewer);
    const { count } = await tx.postVote.createMany({ data: [{ postId, accountId: viewer.id }], skipDuplicates: true });
    if (count === 0) return;
    await tx.post.update({ where: { id: postId }, data: { score: { increment: 1 } } });
    await record(tx, viewer, "post.voted", { threadId: post.threadId, postId });
  });
}

/** Newcomers vote so often a day. Two votes at once, of whatever threads, are counted one after the other. */
async function refuseTooMany(tx: Tx, viewer: Viewer) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`votes:${viewer.id}`}, 0))`;
  const votes = await newcomersVotes(viewer, tx);
  if (votes && votes.left === 0) throw new Conflict("vote_limit", { limit: votes.limit });
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
