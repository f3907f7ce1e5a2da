import type { Category, Post, Thread } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { refreshState } from "./silence.server.ts";

export type PostInThread = Post & { thread: Thread & { category: Category } };

/** The question is what is asked: it can be no solution, and nobody votes on it or says whether it worked. */
export function requireReply(post: PostInThread) {
  if (post.position === 1) throw new Conflict("not_a_reply");
}

/** Takes the mark off a post. A thread that so loses its last solution needs attention from now on. */
export async function takeMarkOff(tx: Tx, viewer: Viewer, post: PostInThread, because: "unmarked" | "did_not_work") {
  await tx.post.update({ where: { id: post.id }, data: { solutionAt: null } });
  if (!(await isSolvedByPost(tx, post.threadId))) await refreshState(tx, post.thread, { isSolved: false });
  await record(tx, viewer, "post.unmarked_solution", { threadId: post.threadId, postId: post.id, data: { because } });
}

/** Whether any post that everybody can read solves the thread. */
export async function isSolvedByPost(tx: Tx, threadId: number): Promise<boolean> {
  const solution = await tx.post.findFirst({
    where: { threadId, solutionAt: { not: null }, hiddenAt: null },
    select: { id: true },
  });
  return solution !== null;
}
