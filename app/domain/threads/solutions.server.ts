import type { Category, Post, Thread } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { refreshState, type TalkChange } from "./silence.server.ts";

export type PostInThread = Post & { thread: Thread & { category: Category } };

/** The question is what is asked: it can be no solution, and nobody votes on it or says whether it worked. */
export function requireReply(post: PostInThread) {
  if (post.position === 1) throw new Conflict("not_a_reply");
}

/** Takes the mark off a post. A thread that so loses its last solution needs attention from now on. */
export async function takeMarkOff(tx: Tx, viewer: Viewer, post: PostInThread, because: "unmarked" | "did_not_work") {
  await tx.post.update({ where: { id: post.id }, data: { solutionAt: null } });
  await tx.questionAnswer.deleteMany({ where: { postId: post.id } });
  await refreshSolved(tx, post.thread);
  await record(tx, viewer, "post.unmarked_solution", { threadId: post.threadId, postId: post.id, data: { because } });
}

/** Brings the thread's state in line with its solutions and questions, where that changes whether it is solved. */
export async function refreshSolved(tx: Tx, thread: PostInThread["thread"], change: TalkChange = {}) {
  const solved = await isSolved(tx, thread.id);
  const isSame = solved === (thread.state === "solved");
  await refreshState(tx, thread, { ...change, isSolved: isSame ? undefined : solved });
}

/**
 * Whether the thread is solved: by a post that everybody can read, and where it asks several questions by one for each; or
 * by a company answer that stands and that its asker has not said didn't work.
 */
export async function isSolved(tx: Tx, threadId: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ solved: boolean }[]>`
    SELECT EXISTS (SELECT FROM "Post" WHERE "threadId" = ${threadId} AND "solutionAt" IS NOT NULL AND "hiddenAt" IS NULL)
        AND NOT EXISTS (
          SELECT FROM "ThreadQuestion" AS question
          WHERE question."threadId" = ${threadId} AND question."withdrawnAt" IS NULL
            AND NOT EXISTS (SELECT FROM "Thread" WHERE "splitOfId" = question.id AND "splitUndoneAt" IS NULL)
            AND NOT EXISTS (
              SELECT FROM "QuestionAnswer" AS answered JOIN "Post" AS post ON post.id = answered."postId"
              WHERE answered."questionId" = question.id AND post."solutionAt" IS NOT NULL AND post."hiddenAt" IS NULL))
      OR EXISTS (
        SELECT FROM "AnswerThread" AS linked
        JOIN "Thread" AS thread ON thread.id = linked."threadId"
        JOIN "Answer" AS answer ON answer.id = linked."answerId"
        LEFT JOIN "AnswerOutcome" AS said
          ON said."answerId" = answer.id AND said.version = answer.version AND said."accountId" = thread."authorId"
        WHERE linked."threadId" = ${threadId} AND answer."publishedAt" IS NOT NULL AND answer."retractedAt" IS NULL
          AND said.outcome IS DISTINCT FROM 'didnt') AS solved`;
  return row?.solved ?? false;
}
