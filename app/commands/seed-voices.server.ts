import { isStaffRole } from "../domain/accounts/viewer.ts";
import { STEP_OUTCOMES } from "../domain/threads/thread.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../platform/db.server.ts";
import { afterwards, person, type SeedContext, type SeededThread } from "./seed-context.ts";

/** What readers of these threads have said by a button: votes, what worked for whom, who is affected and follows. */
export async function seedVoices(tx: Tx, seed: SeedContext, threads: SeededThread[]) {
  await tx.postVote.createMany({ data: threads.flatMap((thread) => votesOn(seed, thread)) });
  await tx.postStep.createMany({ data: threads.flatMap(stepsOf) });
  await tx.postOutcome.createMany({ data: threads.flatMap((thread) => outcomesOf(seed, thread)) });
  await tx.affected.createMany({ data: threads.flatMap((thread) => affectedBy(seed, thread)) });
  const watches = threads.flatMap((thread) => watchesOf(seed, thread));
  await tx.watch.createMany({ data: watches, skipDuplicates: true });
}

/** Voters are whoever else is there: the story only says how many. */
function votesOn(seed: SeedContext, { story, postIds, dates }: SeededThread): Prisma.PostVoteCreateManyInput[] {
  const isOffice = seed.categories.get(story.category)?.readableBy === "staff";
  const readers = [...seed.people.values()].filter(({ role }) => !isOffice || isStaffRole(role));
  return story.replies.flatMap(({ by, likes }, index) => {
    const postId = postIds[index + 1] ?? 0;
    const voters = readers.filter(({ handle }) => handle !== by).slice(-likes || readers.length);
    return voters.map(({ id: accountId }) => ({ postId, accountId, createdAt: afterwards(dates, index + 1) }));
  });
}

function outcomesOf(seed: SeedContext, { story, postIds, dates }: SeededThread): Prisma.PostOutcomeCreateManyInput[] {
  return story.replies.flatMap((reply, index) => {
    const said = { postId: postIds[index + 1] ?? 0, createdAt: afterwards(dates, index + 1) };
    return [reply, ...reply.steps].flatMap((one, step) =>
      STEP_OUTCOMES.flatMap((outcome) =>
        one[outcome].map((handle) => ({ ...said, step, accountId: person(seed, handle).id, outcome })),
      ),
    );
  });
}

const stepsOf = ({ story, postIds }: SeededThread): Prisma.PostStepCreateManyInput[] =>
  story.replies.flatMap(({ steps }, index) =>
    steps.map(({ text }, place) => ({ postId: postIds[index + 1] ?? 0, number: place + 1, place, text })),
  );

const affectedBy = (seed: SeedContext, { id: threadId, story, dates }: SeededThread) =>
  story.affected.map((handle) => ({ threadId, accountId: person(seed, handle).id, createdAt: dates[0] }));

/** Each person once: the reason they had first. */
function watchesOf(seed: SeedContext, thread: SeededThread): Prisma.WatchCreateManyInput[] {
  const { id: threadId, story, dates } = thread;
  const row = { threadId, createdAt: dates[0] };
  return [
    { ...row, accountId: person(seed, story.by).id, reason: "asked" },
    ...affectedBy(seed, thread).map((affected) => ({ ...affected, reason: "affected" as const })),
    ...story.replies.map(({ by }) => ({ ...row, accountId: person(seed, by).id, reason: "replied" as const })),
  ];
}
