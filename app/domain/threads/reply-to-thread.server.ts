import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import type { ReplyInput } from "./input.ts";
import { refreshState } from "./silence.server.ts";
import { lockThread } from "./threads.server.ts";

/** Replies in public. The same form sent twice is one reply. */
export async function replyToThread(viewer: Viewer, threadId: number, input: ReplyInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.reply", thread);
    const key = input.submissionKey && `${viewer.id}:${input.submissionKey}`;
    const earlier = key && (await tx.post.findUnique({ where: { submissionKey: key }, select: { id: true } }));
    if (earlier) return earlier;
    const post = await tx.post.create({
      data: {
        threadId,
        position: await nextPosition(tx, threadId),
        authorId: viewer.id,
        markdown: input.body,
        isStaff: viewer.kind === "staff",
        submissionKey: key,
      },
      select: { id: true },
    });
    await watch(tx, threadId, viewer.id);
    await refreshState(tx, thread);
    await record(tx, viewer, "thread.replied", { threadId, postId: post.id });
    return post;
  });
}

async function nextPosition(tx: Tx, threadId: number) {
  const last = await tx.post.findFirst({ where: { threadId }, orderBy: { position: "desc" }, select: { position: true } });
  return (last?.position ?? 0) + 1;
}

/** Whoever replies follows the thread, unless they chose otherwise before. */
async function watch(tx: Tx, threadId: number, accountId: number) {
  await tx.watch.createMany({ data: [{ threadId, accountId, reason: "replied" }], skipDuplicates: true });
}
