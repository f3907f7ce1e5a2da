import type { ThreadQuestion } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { openQuestions } from "./questions.server.ts";
import { splitText } from "./questions.ts";
import { standingOfNew } from "./silence.server.ts";
import { refreshSolved } from "./solutions.server.ts";
import { type LockedThread, lockThread } from "./threads.server.ts";

/**
 * Makes a thread of its own of one of several questions, for the same asker: what stood around it is quoted, and the
 * replies that answer it alone go along. Split twice, it is split once.
 */
export async function splitQuestion(viewer: Viewer, threadId: number, number: number): Promise<{ id: number }> {
  return transaction(async (tx) => {
    const { thread, question, split } = await lockQuestion(tx, viewer, threadId, number);
    if (split) return { id: split.id };
    if ((await openQuestions(tx, threadId)).length < 2) throw new Conflict("last_question");
    const { id } = await openThread(tx, thread, question);
    const movedPostIds = await moveAnswers(tx, question, id);
    await tx.threadQuestion.update({ where: { id: question.id }, data: { movedPostIds } });
    await refreshSolved(tx, await lockThread(tx, SYSTEM, id));
    await settleParent(tx, thread, -movedPostIds.length);
    await record(tx, viewer, "thread.split_off", { threadId: id, data: { from: threadId, number } });
    await record(tx, viewer, "thread.split", { threadId, data: { into: id, number } });
    return { id };
  });
}

/** Takes that back while nobody has written there: the replies return, and the address of the other thread leads here. */
export async function rejoinQuestion(viewer: Viewer, threadId: number, number: number): Promise<void> {
  await transaction(async (tx) => {
    const { thread, question, split } = await lockQuestion(tx, viewer, threadId, number);
    if (!split) return;
    const child = await lockThread(tx, SYSTEM, split.id);
    await refuseGrown(tx, child.id, question);
    const moved = await returnAnswers(tx, question, threadId);
    const now = new Date();
    await tx.thread.update({
      where: { id: child.id },
      data: { splitUndoneAt: now, hiddenAt: now, escalateAt: null, waitingSince: null, replyCount: 0 },
    });
    await tx.threadQuestion.update({ where: { id: question.id }, data: { movedPostIds: [] } });
    await settleParent(tx, thread, moved);
    await record(tx, viewer, "thread.rejoined", { threadId: child.id, data: { from: threadId, number } });
    await record(tx, viewer, "thread.rejoined", { threadId, data: { into: child.id, number } });
  });
}

async function lockQuestion(tx: Tx, viewer: Viewer, threadId: number, number: number) {
  const thread = await lockThread(tx, viewer, threadId);
  authorize(viewer, "thread.number_questions", thread);
  const question = await tx.threadQuestion.findUnique({ where: { threadId_number: { threadId, number } } });
  if (!question || question.withdrawnAt) throw new NotFound();
  const split = await tx.thread.findFirst({ where: { splitOfId: question.id, splitUndoneAt: null } });
  return { thread, question, split };
}

/** The wait goes on from where it began; it is the same asker's, whoever splits. */
async function openThread(tx: Tx, thread: LockedThread, question: ThreadQuestion) {
  const { categoryId, authorId, expected, tried, desiredOutcome } = thread;
  const [first, tags] = await Promise.all([
    tx.post.findUniqueOrThrow({ where: { threadId_position: { threadId: thread.id, position: 1 } } }),
    tx.threadTag.findMany({ where: { threadId: thread.id }, select: { tagId: true } }),
  ]);
  const waitingSince = thread.waitingSince ?? new Date();
  return tx.thread.create({
    data: {
      ...{ title: question.text, categoryId, authorId, expected, tried, desiredOutcome, waitingSince },
      ...(await standingOfNew(tx, categoryId, waitingSince)).due,
      splitOfId: question.id,
      posts: {
        create: {
          ...{ position: 1, authorId, isStaff: first.isStaff },
          markdown: splitText(question.text, first.markdown),
        },
      },
      tags: { create: tags },
      watches: { create: { accountId: authorId, reason: "asked" } },
    },
    select: { id: true },
  });
}

/** Replies that answer this question and no other go along, and whoever wrote them follows. */
async function moveAnswers(tx: Tx, question: ThreadQuestion, into: number): Promise<number[]> {
  const moved = await tx.$queryRaw<{ id: number }[]>`
    WITH own AS (
      SELECT post.id, row_number() OVER (ORDER BY post.position) AS place
      FROM "QuestionAnswer" AS link JOIN "Post" AS post ON post.id = link."postId"
      WHERE link."questionId" = ${question.id} AND post."threadId" = ${question.threadId} AND post."hiddenAt" IS NULL
        AND NOT EXISTS (SELECT FROM "QuestionAnswer" WHERE "postId" = post.id AND "questionId" <> ${question.id})
    )
    UPDATE "Post" SET "threadId" = ${into}, position = own.place + 1 FROM own WHERE "Post".id = own.id
    RETURNING "Post".id`;
  const ids = moved.map(({ id }) => id);
  await tx.$executeRaw`
    INSERT INTO "Watch" ("threadId", "accountId", reason)
    SELECT DISTINCT ${into}::int, "authorId", 'replied'::"WatchReason" FROM "Post" WHERE id = ANY (${ids}) ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`UPDATE "Thread" SET "replyCount" = ${ids.length} WHERE id = ${into}`;
  return ids;
}

/** Back to the end of the talk: what was said meanwhile has taken their places. */
async function returnAnswers(tx: Tx, { movedPostIds }: ThreadQuestion, threadId: number): Promise<number> {
  return tx.$executeRaw`
    WITH own AS (
      SELECT id, row_number() OVER (ORDER BY position) AS place FROM "Post" WHERE id = ANY (${movedPostIds})
    ), last AS (SELECT max(position) AS position FROM "Post" WHERE "threadId" = ${threadId})
    UPDATE "Post" SET "threadId" = ${threadId}, position = last.position + own.place FROM own, last WHERE "Post".id = own.id`;
}

/** What others have said or begun there would be lost. */
async function refuseGrown(tx: Tx, threadId: number, { movedPostIds }: ThreadQuestion) {
  const others = { threadId, position: { gt: 1 }, id: { notIn: movedPostIds } };
  const grown = [
    await tx.post.count({ where: others }),
    await tx.ticketThread.count({ where: { threadId } }),
    await tx.answerThread.count({ where: { threadId } }),
    await tx.affected.count({ where: { threadId } }),
  ];
  if (grown.some((count) => count > 0)) throw new Conflict("split_has_grown");
}

async function settleParent(tx: Tx, thread: LockedThread, replies: number) {
  await refreshSolved(tx, { ...thread, replyCount: thread.replyCount + replies });
}
