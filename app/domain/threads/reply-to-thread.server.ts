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
    const earlier = await findSubmitted(tx, viewer, input);
    if (earlier) return earlier;
    const post = await addReply(tx, viewer, threadId, input);
    await refreshState(tx, thread, { replies: 1 });
    await record(tx, viewer, "thread.replied", { threadId, postId: post.id });
    return post;
  });
}

/** The reply that this very form has made already; the thread's lock lets only one of two through at a time. */
export async function findSubmitted(tx: Tx, viewer: Viewer, input: ReplyInput): Promise<{ id: number } | null> {
  const submissionKey = keyOf(viewer, input);
  return submissionKey ? tx.post.findUnique({ where: { submissionKey }, select: { id: true } }) : null;
}

const keyOf = (viewer: Viewer, input: ReplyInput) => input.submissionKey && `${viewer.id}:${input.submissionKey}`;

/** Writes the reply after all others. Its author follows the thread, unless they chose otherwise before. */
export async function addReply(tx: Tx, viewer: Viewer, threadId: number, input: ReplyInput): Promise<{ id: number }> {
  const post = await tx.post.create({
    data: {
      threadId,
      position: await nextPosition(tx, threadId),
      authorId: viewer.id,
      markdown: input.body,
      isStaff: viewer.kind === "staff",
      submissionKey: keyOf(viewer, input),
    },
    select: { id: true },
  });
  await tx.watch.createMany({ data: [{ threadId, accountId: viewer.id, reason: "replied" }], skipDuplicates: true });
  return post;
}

async function nextPosition(tx: Tx, threadId: number) {
  const last = await tx.post.findFirst({
    where: { threadId },
    orderBy: { position: "desc" },
    select: { position: true },
  });
  return (last?.position ?? 0) + 1;
}
