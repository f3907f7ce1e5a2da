import type { Post, ThreadQuestion } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { keepInLines } from "../private-values/keep-in-lines.server.ts";
import { withPlaceholders } from "../private-values/keep-values.server.ts";
import type { MovedValue } from "../private-values/settle.server.ts";
import type { QuestionsInput } from "./input.ts";
import { openQuestions } from "./questions.server.ts";
import { withQuestions } from "./questions.ts";
import { refreshSolved } from "./solutions.server.ts";
import { BODY_MAX } from "./thread.ts";
import { lockThread } from "./threads.server.ts";

/**
 * Numbers the questions of a thread; an empty list makes it one question again. Words that stay keep their number and
 * their answers; what the question's text does not ask yet is added to it, so that every reader finds it there.
 */
export async function numberQuestions(viewer: Viewer, threadId: number, input: QuestionsInput): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.number_questions", thread);
    const listed = await openQuestions(tx, threadId);
    const question = await tx.post.findUniqueOrThrow({ where: { threadId_position: { threadId, position: 1 } } });
    const before = listed.map(({ text }) => text);
    const { lines: body, moved, post } = await keepInLines(tx, viewer, { post: question, before }, input);
    const open = await hideInQuestions(tx, listed, moved);
    if (moved.length === 0 && JSON.stringify(before) === JSON.stringify(body)) return;
    const gone = open.filter(({ text }) => !body.includes(text)).map(({ id }) => id);
    await tx.threadQuestion.updateMany({ where: { id: { in: gone } }, data: { withdrawnAt: new Date() } });
    const known = new Set(open.map(({ text }) => text));
    await addQuestions(
      tx,
      threadId,
      body.filter((text) => !known.has(text)),
    );
    await ask(tx, viewer, post, body);
    await refreshSolved(tx, thread);
    await record(tx, viewer, "thread.numbered", { threadId, data: { questions: body.length } });
  });
}

/** Questions that lose a value to a private field are the same questions. */
async function hideInQuestions(tx: Tx, listed: readonly ThreadQuestion[], moved: readonly MovedValue[]) {
  const hidden = listed.map((one) => ({ ...one, text: withPlaceholders(one.text, moved) }));
  for (const { id, text } of hidden.filter(({ text }, index) => text !== listed[index]?.text))
    await tx.threadQuestion.update({ where: { id }, data: { text } });
  return hidden;
}

/** Adds questions to a thread's list, after those it has had. */
export async function addQuestions(tx: Tx, threadId: number, texts: readonly string[]) {
  if (texts.length === 0) return;
  const { _max } = await tx.threadQuestion.aggregate({ where: { threadId }, _max: { number: true } });
  const next = (_max.number ?? 0) + 1;
  const data = texts.map((text, index) => ({ threadId, number: next + index, text }));
  await tx.threadQuestion.createMany({ data });
}

async function ask(tx: Tx, viewer: Viewer, post: Post, questions: readonly string[]) {
  const markdown = withQuestions(post.markdown, questions);
  if (markdown === post.markdown) return;
  if (markdown.length > BODY_MAX) throw new Invalid("invalid_form", { body: "too_long" });
  const before = { postId: post.id, revision: post.revision, markdown: post.markdown, editorId: viewer.id };
  await tx.postRevision.create({ data: before });
  const data = { markdown, revision: post.revision + 1, editedAt: new Date() };
  await tx.post.update({ where: { id: post.id }, data });
}
