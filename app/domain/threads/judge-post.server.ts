import type { StepOutcome } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { EventKind } from "../events/events.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { type PostInThread, requireReply, takeMarkOff } from "./solutions.server.ts";
import { verdictOf } from "./step.ts";
import type { Judgement } from "./thread.ts";
import { lockPost } from "./threads.server.ts";
import { keepWordOfPost } from "./visitors-word.server.ts";

const eventOf = {
  worked: "post.worked",
  didnt: "post.did_not_work",
  tried: "post.tried",
  cant: "post.could_not",
  withdrawn: "post.judgement_withdrawn",
} as const satisfies Record<Judgement, EventKind>;

/**
 * Says what came of a step, or takes that back; each person's last word counts. A reply is a step (0) unless several are
 * listed in it. When the asker says that a solution didn't work, it is no solution any more: it was theirs to be solved.
 * What their `browser` has said of it without an account is taken back.
 */
export async function judgePost(
  viewer: Viewer,
  postId: number,
  judgement: Judgement,
  { step = 0, browser = null }: { step?: number; browser?: string | null } = {},
): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.judge", post);
    requireReply(post);
    if (browser) await keepWordOfPost(tx, viewer, post, browser, "withdrawn");
    const before = await marksOf(tx, viewer, post);
    const outcome = judgement === "withdrawn" ? null : judgement;
    if ((before.get(step) ?? null) === outcome) return;
    if (outcome) await requireStep(tx, postId, step);
    await keep(tx, viewer, post, step, outcome);
    const [was, is] = [verdictOf([...before.values()]), verdictAfter(before, step, outcome)];
    await count(tx, post, was, is);
    const data = step === 0 ? {} : { step };
    await record(tx, viewer, eventOf[judgement], { threadId: post.threadId, postId: post.id, data });
    const isAsker = viewer.id === post.thread.authorId;
    if (isAsker && was !== "didnt" && is === "didnt" && post.solutionAt)
      await takeMarkOff(tx, viewer, post, "did_not_work");
  });
}

type Marks = ReadonlyMap<number, StepOutcome>;

async function marksOf(tx: Tx, viewer: Viewer, post: PostInThread): Promise<Marks> {
  const marks = await tx.postOutcome.findMany({ where: { postId: post.id, accountId: viewer.id } });
  return new Map(marks.map(({ step, outcome }) => [step, outcome]));
}

function verdictAfter(before: Marks, step: number, outcome: StepOutcome | null) {
  const others = [...before].filter(([number]) => number !== step).map(([, one]) => one);
  return verdictOf(outcome ? [...others, outcome] : others);
}

/** One that is listed no more can have its mark taken back, and no new one. */
async function requireStep(tx: Tx, postId: number, step: number) {
  if (step === 0) return;
  const isListed = await tx.postStep.count({ where: { postId, number: step, removedAt: null } });
  if (isListed === 0) throw new NotFound();
}

async function keep(tx: Tx, viewer: Viewer, post: PostInThread, step: number, outcome: StepOutcome | null) {
  const key = { postId: post.id, accountId: viewer.id, step };
  await tx.postOutcome.deleteMany({ where: key });
  if (outcome) await tx.postOutcome.create({ data: { ...key, outcome } });
}

type Verdict = ReturnType<typeof verdictOf>;

/** Of people, not of marks: whoever marks each of five steps is still one person. */
async function count(tx: Tx, post: PostInThread, before: Verdict, after: Verdict) {
  const change = (verdict: Verdict) => Number(after === verdict) - Number(before === verdict);
  await tx.post.update({
    where: { id: post.id },
    data: { workedCount: { increment: change("worked") }, didntCount: { increment: change("didnt") } },
  });
}
