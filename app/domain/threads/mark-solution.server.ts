import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { holdIfActing } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { openQuestions } from "./questions.server.ts";
import { type PostInThread, refreshSolved, requireReply, takeMarkOff } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/**
 * Says that this reply solves the thread; a thread may have several such. The asker may mark a reply of their own. Where
 * the thread asks several questions, it says which of them the reply answers: with the last one the thread is solved.
 */
export async function markSolution(viewer: Viewer, postId: number, questions: readonly number[] = []): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.mark_solution", post.thread);
    await holdIfActing(tx, viewer, post.thread.authorId, "confirm");
    requireReply(post);
    if (post.hiddenAt) throw new Conflict("post_is_hidden");
    const hasChanged = await keepAnswered(tx, post, questions);
    if (post.solutionAt && !hasChanged) return;
    const now = new Date();
    await tx.post.update({ where: { id: post.id }, data: { solutionAt: post.solutionAt ?? now } });
    await refreshSolved(tx, post.thread, { now });
    const data = questions.length > 0 ? { questions: [...questions] } : {};
    await record(tx, viewer, "post.marked_solution", { threadId: post.threadId, postId: post.id, data });
  });
}

/** Writes down which questions the post answers; says whether that is anything new. */
async function keepAnswered(tx: Tx, post: PostInThread, numbers: readonly number[]): Promise<boolean> {
  const open = await openQuestions(tx, post.threadId);
  if (open.length === 0) return false;
  const answered = open.filter(({ number }) => numbers.includes(number)).map(({ id }) => id);
  if (answered.length === 0) throw new Invalid("say_which_question");
  const before = await tx.questionAnswer.findMany({ where: { postId: post.id } });
  const isSame = before.length === answered.length && before.every(({ questionId }) => answered.includes(questionId));
  if (isSame) return false;
  await tx.questionAnswer.deleteMany({ where: { postId: post.id } });
  await tx.questionAnswer.createMany({ data: answered.map((questionId) => ({ questionId, postId: post.id })) });
  return true;
}

/** Takes the mark back: by whoever may set it, and nobody else. */
export async function unmarkSolution(viewer: Viewer, postId: number): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "thread.mark_solution", post.thread);
    await holdIfActing(tx, viewer, post.thread.authorId, "confirm");
    if (post.solutionAt) await takeMarkOff(tx, viewer, post, "unmarked");
  });
}
