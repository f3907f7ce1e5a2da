import { type Tx, transaction } from "../../platform/db.server.ts";
import { forWhom, type Speaker, speakerIn } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { considerLater, record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { keepPrivateValues } from "../private-values/keep-values.server.ts";
import { sameReply } from "./floods.server.ts";
import type { ReplyInput } from "./input.ts";
import { type LastWord, refreshState } from "./silence.server.ts";
import { lockThread } from "./threads.server.ts";

/** Replies in public, and says how many replies there are now. The same form sent twice is one reply, and so are the same words from two tabs. */
export async function replyToThread(viewer: Viewer, threadId: number, input: ReplyInput): Promise<NewReply> {
  return transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.reply", thread);
    const speaker = await speakerIn(tx, viewer, thread.authorId);
    const sameId = await sameReply(tx, viewer, thread, input, speaker);
    if (sameId !== null) return { id: sameId, threadId, replyCount: thread.replyCount };
    const { id, last } = await addReply(tx, viewer, threadId, input, speaker);
    if (!last) return { id, threadId, replyCount: thread.replyCount };
    await hangAttachments(tx, viewer, { postId: id }, input);
    await keepPrivateValues(tx, viewer, { postId: id, ownerId: speaker.authorId }, input.privateValues);
    await refreshState(tx, thread, { replies: 1, last });
    const data = speaker.byId ? forWhom(viewer, speaker.authorId) : {};
    await record(tx, viewer, "thread.replied", { threadId, postId: id, data });
    // Another's reply brings no rule about, unless one has come about while the thread was held back from them.
    if (speaker.authorId === thread.authorId || thread.heldUntil) await considerLater(tx, threadId);
    return { id, threadId, replyCount: thread.replyCount + 1 };
  });
}

export interface NewReply {
  id: number;
  threadId: number;
  replyCount: number;
}

interface Added {
  id: number;
  /** The word just said; null when this very form had made the reply already. */
  last: LastWord | null;
}

/**
 * Writes the reply after all others; the thread's lock keeps the place free. Its author follows the thread, unless they
 * chose otherwise before.
 */
export async function addReply(
  tx: Tx,
  viewer: Viewer,
  threadId: number,
  input: ReplyInput,
  { authorId, byId }: Speaker,
): Promise<Added> {
  const key = input.submissionKey ? `${viewer.id}:${input.submissionKey}` : null;
  const [added] = await tx.$queryRaw<{ id: number; createdAt: Date }[]>`
    WITH reply AS (
      INSERT INTO "Post" ("threadId", position, "authorId", "byId", markdown, "isStaff", "submissionKey", "replyToId")
      SELECT ${threadId}, max(position) + 1, ${authorId}, ${byId}::int, ${input.body}, ${viewer.kind === "staff"}, ${key}, (
          SELECT id FROM "Post" WHERE id = ${input.replyTo || null}::int AND "threadId" = ${threadId} AND "hiddenAt" IS NULL)
      FROM "Post" WHERE "threadId" = ${threadId}
      ON CONFLICT ("submissionKey") DO NOTHING RETURNING id, "createdAt"
    ), watch AS (
      INSERT INTO "Watch" ("threadId", "accountId", reason) SELECT ${threadId}, ${viewer.id}, 'replied' FROM reply
      ON CONFLICT DO NOTHING
    )
    SELECT id, "createdAt" FROM reply`;
  if (added) return { id: added.id, last: { authorId, createdAt: added.createdAt } };
  const { id } = await tx.post.findUniqueOrThrow({ where: { submissionKey: key ?? "" }, select: { id: true } });
  return { id, last: null };
}
