import { transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { changeAttachments } from "../attachments/hang-attachments.server.ts";
import { record } from "../events/record.server.ts";
import { authorize, can } from "../permissions.ts";
import { clearFromRevisions, keepEditedValues, withPlaceholders } from "../private-values/keep-values.server.ts";
import type { EditPostInput } from "./input.ts";
import { editedAtOf } from "./thread.ts";
import { lockPost } from "./threads.server.ts";

/**
 * Changes a reply's text; what it said before is kept for everybody to read. An edit of a text that has changed since
 * it was read is refused.
 */
export async function editPost(viewer: Viewer, postId: number, input: EditPostInput): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    if (post.position === 1) throw new NotFound(); // a question is edited with its head
    authorize(viewer, "post.edit", post);
    if (post.revision !== input.revision) throw new Conflict("post_changed");
    // What is taken off is gone for good: whoever only improves a wiki takes nothing off.
    const isTheirs = can(viewer, "post.edit", { ...post, wikiAt: null });
    const files = isTheirs ? input : { ...input, removed: [] };
    const hasOtherFiles = await changeAttachments(tx, viewer, postId, files);
    if (post.markdown === input.body) {
      if (hasOtherFiles) await record(tx, viewer, "post.edited", { threadId: post.threadId, postId });
      return;
    }
    const { privateValues = [] } = input;
    const revision = post.revision;
    const markdown = withPlaceholders(post.markdown, privateValues);
    await tx.postRevision.create({ data: { postId, revision, markdown, editorId: viewer.id } });
    await keepEditedValues(tx, viewer, { postId, authorId: post.authorId, before: post.markdown }, privateValues);
    await clearFromRevisions(tx, postId, privateValues);
    await tx.post.update({
      where: { id: postId },
      data: {
        markdown: input.body,
        revision: revision + 1,
        editedAt: editedAtOf(post, viewer.id, post.thread, new Date()),
      },
    });
    await record(tx, viewer, "post.edited", { threadId: post.threadId, postId, data: { revision: revision + 1 } });
  });
}
