import type { Outcome } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { EventKind } from "../events/events.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { type PostInThread, requireReply, takeMarkOff } from "./solutions.server.ts";
import type { Judgement } from "./thread.ts";
import { lockPost } from "./threads.server.ts";

const eventOf = {
  worked: "post.worked",
  didnt: "post.did_not_work",
  withdrawn: "post.judgement_withdrawn",
} as const satisfies Record<Judgement, EventKind>;

/**
 * Says whether a reply worked, or takes that back; each person's last word counts. When the asker says that a solution
 * didn't, it is no solution any more: it was theirs to be solved.
 */
export async function judgePost(viewer: Viewer, postId: number, judgement: Judgement): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.judge", post);
    requireReply(post);
    const before = await outcomeOf(tx, viewer, post);
    const after = judgement === "withdrawn" ? null : judgement;
    if (before === after) return;
    await keep(tx, viewer, post, after);
    await count(tx, post, before, after);
    await record(tx, viewer, eventOf[judgement], { threadId: post.threadId, postId: post.id });
    const isAsker = viewer.id === post.thread.authorId;
    if (isAsker && after === "didnt" && post.solutionAt) await takeMarkOff(tx, viewer, post, "did_not_work");
  });
}

async function outcomeOf(tx: Tx, viewer: Viewer, post: PostInThread): Promise<Outcome | null> {
  const where = { postId_accountId: { postId: post.id, accountId: viewer.id } };
  return (await tx.postOutcome.findUnique({ where }))?.outcome ?? null;
}

async function keep(tx: Tx, viewer: Viewer, post: PostInThread, outcome: Outcome | null) {
  const key = { postId: post.id, accountId: viewer.id };
  await tx.postOutcome.deleteMany({ where: key });
  if (outcome) await tx.postOutcome.create({ data: { ...key, outcome } });
}

async function count(tx: Tx, post: PostInThread, before: Outcome | null, after: Outcome | null) {
  const change = (outcome: Outcome) => Number(after === outcome) - Number(before === outcome);
  await tx.post.update({
    where: { id: post.id },
    data: { workedCount: { increment: change("worked") }, didntCount: { increment: change("didnt") } },
  });
}
