import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { changeAttachments } from "../attachments/hang-attachments.server.ts";
import { record } from "../events/record.server.ts";
import { authorize, visible } from "../permissions.ts";
import { clearFromRevisions, keepEditedValues } from "../private-values/keep-values.server.ts";
import type { EditQuestionInput } from "./input.ts";
import { refreshState } from "./silence.server.ts";
import { setTags } from "./tags.server.ts";
import { editedAtOf, type QuestionHead } from "./thread.ts";
import { type LockedThread, lockThread } from "./threads.server.ts";

/**
 * Changes what a question says, what it is called and where it stands; what it said before is kept for everybody who
 * may read it. An edit of a question that has changed since it was read is refused.
 */
export async function editQuestion(viewer: Viewer, threadId: number, input: EditQuestionInput): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    const question = await tx.post.findFirstOrThrow({ where: { threadId, position: 1 } });
    authorize(viewer, "post.edit", { ...question, thread });
    if (question.revision !== input.revision) throw new Conflict("post_changed");
    const category = await requireTarget(tx, viewer, thread, input.categoryId);
    const before = await headOf(tx, thread);
    const { title, expected, tried, tags, body } = input;
    const after: QuestionHead = { title, expected, tried, tags: [...tags].sort(), categoryId: category.id };
    const { id: postId, revision, markdown } = question;
    const hasOtherFiles = await changeAttachments(tx, viewer, postId, input);
    if (markdown === body && JSON.stringify(before) === JSON.stringify(after)) {
      if (hasOtherFiles) await record(tx, viewer, "post.edited", { threadId, postId });
      return;
    }
    await tx.postRevision.create({ data: { postId, revision, markdown, head: { ...before }, editorId: viewer.id } });
    const { privateValues = [] } = input;
    const said = [markdown, before.title, before.expected, before.tried].join("\n");
    await keepEditedValues(tx, viewer, { postId, authorId: question.authorId, before: said }, privateValues);
    await clearFromRevisions(tx, postId, input.privateValues);
    await tx.post.update({
      where: { id: postId },
      data: { markdown: body, revision: revision + 1, editedAt: editedAtOf(question, viewer.id, thread, new Date()) },
    });
    await tx.thread.update({ where: { id: threadId }, data: { title, expected, tried, categoryId: category.id } });
    await setTags(tx, threadId, tags);
    // Another category may wait for another time.
    if (category.id !== thread.categoryId) await refreshState(tx, { ...thread, category, categoryId: category.id });
    await record(tx, viewer, "post.edited", { threadId, postId, data: { revision: revision + 1 } });
  });
}

/** Where it shall stand: where it stands, or where its editor may ask. */
async function requireTarget(tx: Tx, viewer: Viewer, thread: LockedThread, categoryId: number) {
  if (categoryId === thread.categoryId) return thread.category;
  const category = await tx.category.findFirst({ where: { AND: [{ id: categoryId }, visible.categories(viewer)] } });
  if (!category) throw new Invalid("invalid_form", { categoryId: "required" });
  authorize(viewer, "thread.ask", category);
  return category;
}

async function headOf(tx: Tx, { id, title, expected, tried, categoryId }: LockedThread): Promise<QuestionHead> {
  const links = await tx.threadTag.findMany({ where: { threadId: id }, include: { tag: true } });
  return { title, expected, tried, tags: links.map(({ tag }) => tag.slug).sort(), categoryId };
}
