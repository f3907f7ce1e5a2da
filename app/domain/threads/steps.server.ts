import type { StepOutcome } from "../../generated/prisma/enums.ts";
import { prisma, read, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize, can, POST_IS_VISIBLE, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { stepOf } from "./step.ts";

/** Something that was suggested in a thread and marked by somebody. */
export interface MarkedStep {
  threadId: number;
  postId: number;
  /** 0: the reply as a whole. */
  step: number;
  text: string;
  isSolution: boolean;
  /** What the thread's asker says of it, and since when. */
  asker: StepOutcome | null;
  askerAt: Date | null;
  /** What the others say. */
  workedCount: number;
  didntCount: number;
  triedCount: number;
  cantCount: number;
}

/** A thread lists no more of them; those the asker has marked come first. */
const STEPS_SHOWN = 50;

const count = (outcome: StepOutcome) =>
  `count(*) FILTER (WHERE said.outcome = '${outcome}' AND said."accountId" <> thread."authorId")::int AS "${outcome}Count"`;

const MARKED = `SELECT thread.id AS "threadId", post.id AS "postId", said.step, coalesce(listed.text, left(post.markdown, 600)) AS text,
    post."solutionAt" IS NOT NULL AS "isSolution",
    (max(said.outcome) FILTER (WHERE said."accountId" = thread."authorId"))::text AS asker,
    max(said."createdAt") FILTER (WHERE said."accountId" = thread."authorId") AS "askerAt",
    ${count("worked")}, ${count("didnt")}, ${count("tried")}, ${count("cant")}
  FROM "Thread" thread
  JOIN "Post" post ON post."threadId" = thread.id AND post.position > 1 AND post."hiddenAt" IS NULL
  JOIN "PostOutcome" said ON said."postId" = post.id
  LEFT JOIN "PostStep" listed ON listed."postId" = post.id AND listed.number = said.step
  WHERE thread.id = ANY ($1)
  GROUP BY thread.id, post.id, said.step, listed.text
  ORDER BY (max(said.outcome) FILTER (WHERE said."accountId" = thread."authorId")) IS NULL, thread.id, post.position, said.step
  LIMIT ${STEPS_SHOWN}`;

/** What was suggested in these threads and marked, where everybody can read it; whoever marked it stays unnamed. */
export async function markedSteps(threadIds: readonly number[], tx: Tx = prisma): Promise<MarkedStep[]> {
  const rows = await tx.$queryRawUnsafe<MarkedStep[]>(MARKED, threadIds);
  return rows.map((row) => ({ ...row, text: stepOf(row.text) }));
}

/** Who said what of a step, and when. */
export interface StepMark {
  name: string;
  isAsker: boolean;
  outcome: StepOutcome;
  at: Date;
}

export interface ThreadStep {
  postId: number;
  step: number;
  text: string;
  isSolution: boolean;
  /** The latest few, the asker's first. */
  marks: StepMark[];
  markCount: number;
}

const MARKS_SHOWN = 6;

const BY_WHOM = `SELECT post.id AS "postId", said.step, coalesce(listed.text, left(post.markdown, 600)) AS text,
    post."solutionAt" IS NOT NULL AS "isSolution", count(*)::int AS "markCount",
    (array_agg(json_build_object('name', account.name, 'isAsker', account.id = thread."authorId", 'outcome', said.outcome, 'at', said."createdAt")
      ORDER BY account.id <> thread."authorId", said."createdAt" DESC))[1:${MARKS_SHOWN}] AS marks
  FROM "Thread" thread
  JOIN "Category" category ON category.id = thread."categoryId"
  JOIN "Post" post ON post."threadId" = thread.id AND post.position > 1 AND ${POST_IS_VISIBLE}
  JOIN "PostOutcome" said ON said."postId" = post.id
  JOIN "Account" account ON account.id = said."accountId"
  LEFT JOIN "PostStep" listed ON listed."postId" = post.id AND listed.number = said.step
  WHERE thread.id = $4 AND ${THREAD_IS_VISIBLE}
  GROUP BY post.id, said.step, listed.text
  ORDER BY bool_or(account.id = thread."authorId") DESC, post.position, said.step LIMIT ${STEPS_SHOWN}`;

/** The steps so far, with who marked them: for the asker and staff. */
export async function listThreadSteps(
  viewer: Viewer,
  thread: Parameters<typeof can<"thread.see_steps">>[2] & { id: number },
): Promise<ThreadStep[]> {
  if (!can(viewer, "thread.see_steps", thread)) return [];
  const rows = await read<ThreadStep>("thread.steps", BY_WHOM, [...threadScope(viewer), thread.id]);
  return rows.map((row) => ({ ...row, text: stepOf(row.text), marks: row.marks.map(withDate) }));
}

const withDate = (mark: StepMark): StepMark => ({ ...mark, at: new Date(mark.at) });

/** A reply with the steps listed in it, for whoever may list them; `taken` are the numbers of its private fields. */
export async function requireListedSteps(viewer: Viewer, postId: number) {
  const post = await prisma.post.findFirst({
    where: { id: postId, position: { gt: 1 } },
    include: {
      thread: { include: { category: true } },
      steps: { where: { removedAt: null }, orderBy: { place: "asc" } },
      privateValues: { select: { number: true } },
    },
  });
  if (!post || !can(viewer, "post.see", post)) throw new NotFound();
  authorize(viewer, "post.list_steps", post);
  const taken = post.privateValues.map(({ number }) => number);
  return { post, steps: post.steps.map(({ text }) => text), taken };
}
