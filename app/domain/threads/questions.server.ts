import type { ThreadQuestion } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize, THREAD_IS_VISIBLE } from "../permissions.ts";
import { requireThread } from "./threads.server.ts";

/** The questions of a thread that are asked in it still: neither withdrawn nor split off. */
export function openQuestions(tx: Tx, threadId: number): Promise<ThreadQuestion[]> {
  const where = { threadId, withdrawnAt: null, splits: { none: { splitUndoneAt: null } } };
  return tx.threadQuestion.findMany({ where, orderBy: { number: "asc" } });
}

const WITH_NUMBERS = { markdown: true, privateValues: { select: { number: true } } } as const;

/** The list, for whoever may change it; `taken` are the numbers of its private fields. */
export async function requireQuestions(viewer: Viewer, threadId: number) {
  const thread = await requireThread(viewer, threadId);
  authorize(viewer, "thread.number_questions", thread);
  const [questions, question] = await Promise.all([
    openQuestions(prisma, threadId),
    prisma.post.findFirstOrThrow({ where: { threadId, position: 1 }, select: WITH_NUMBERS }),
  ]);
  const taken = question.privateValues.map(({ number }) => number);
  return { thread, markdown: question.markdown, questions: questions.map(({ text }) => text), taken };
}

/**
 * The questions of the thread that a query reads as `thread`, as JSON: the answers that everybody can read, and what was
 * split off where the viewer may see it. The inner `thread` and `category` are those of the split.
 */
export const QUESTIONS_OF_THREAD = `(SELECT coalesce(json_agg(json_build_object(
      'id', asked.id, 'number', asked.number, 'text', asked.text, 'movedPostIds', asked."movedPostIds",
      'answeredBy', (SELECT coalesce(json_agg(answer.id ORDER BY answer.position), '[]')
        FROM "QuestionAnswer" link JOIN "Post" answer ON answer.id = link."postId"
        WHERE link."questionId" = asked.id AND answer."threadId" = asked."threadId" AND answer."solutionAt" IS NOT NULL AND answer."hiddenAt" IS NULL),
      'isSplit', EXISTS (SELECT FROM "Thread" WHERE "splitOfId" = asked.id AND "splitUndoneAt" IS NULL),
      'splitInto', (SELECT thread.id FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
        WHERE thread."splitOfId" = asked.id AND thread."splitUndoneAt" IS NULL AND ${THREAD_IS_VISIBLE})
    ) ORDER BY asked.number), '[]')
  FROM "ThreadQuestion" asked WHERE asked."threadId" = thread.id AND asked."withdrawnAt" IS NULL)`;

/** Where the thread that a query reads with `origin`, the question it was split off from, comes from. */
export const ORIGIN_OF_THREAD = `(SELECT json_build_object('threadId', thread.id, 'title', thread.title, 'number', origin.number)
  FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
  WHERE thread.id = origin."threadId" AND ${THREAD_IS_VISIBLE})`;

/** The thread that a split thread's address leads back to since that was undone; null for any other. */
export async function rejoinedInto(threadId: number): Promise<number | null> {
  const split = await prisma.thread.findFirst({
    where: { id: threadId, splitUndoneAt: { not: null } },
    select: { splitOf: { select: { threadId: true } } },
  });
  return split?.splitOf?.threadId ?? null;
}
