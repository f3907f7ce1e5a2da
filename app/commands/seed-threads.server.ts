import { isStaffRole } from "../domain/accounts/viewer.ts";
import { standingOfNew } from "../domain/threads/silence.server.ts";
import { isWaiting, slugOf, stateOf } from "../domain/threads/thread.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../platform/db.server.ts";
import { afterwards, latest, person, type SeedContext, type SeededThread } from "./seed-context.ts";
import { isAnswered, type StoryReply, type StoryThread, verdictsOf } from "./seed-story.ts";
import { seedVoices } from "./seed-voices.server.ts";

/** Writes threads as they would stand if they had been asked and answered when their stories say, the oldest first. */
export async function seedThreads(tx: Tx, seed: SeedContext, stories: StoryThread[]): Promise<SeededThread[]> {
  const told = stories.toSorted((a, b) => b.ageMs - a.ageMs).map((story) => ({ story, dates: datesOf(seed, story) }));
  const rows: Prisma.ThreadCreateManyInput[] = [];
  for (const { story, dates } of told) rows.push(await threadRow(tx, seed, story, dates));
  const made = await tx.thread.createManyAndReturn({ data: rows, select: { id: true, title: true } });
  const ids = new Map(made.map(({ id, title }) => [title, id]));
  const threads = told.map((one) => ({ ...one, id: ids.get(one.story.title) ?? 0, postIds: [] as number[] }));
  await seedPosts(tx, seed, threads);
  await seedVoices(tx, seed, threads);
  await seedQuestions(tx, threads);
  await seedTags(tx, threads);
  for (const thread of threads) recordTalk(seed, thread);
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('index', json_build_object('threadId', id), job_key := 'index:thread:' || id)
    FROM "Thread"`;
  return threads;
}

/** When each post was written; the first is the question. */
function datesOf({ now }: SeedContext, { ageMs, replies, title }: StoryThread): Date[] {
  const dates = [new Date(now.getTime() - ageMs)];
  for (const { afterMs } of replies) dates.push(new Date(latest(dates).getTime() + afterMs));
  if (latest(dates) > now) throw new Error(`"${title}" goes on into the future`);
  return dates;
}

async function threadRow(
  tx: Tx,
  seed: SeedContext,
  story: StoryThread,
  dates: Date[],
): Promise<Prisma.ThreadCreateManyInput> {
  const category = seed.categories.get(story.category);
  if (!category) throw new Error(`The seed knows no category "${story.category}"`);
  const { title, expected, tried, wants: desiredOutcome, views: viewCount, replies, affected } = story;
  const solved = replies.findIndex(({ isSolution }) => isSolution);
  const state = stateIn(seed, story);
  const waitingSince = isWaiting(state) ? latest(dates) : null;
  return {
    ...{ title, expected, tried, desiredOutcome, viewCount, state, waitingSince },
    categoryId: category.id,
    authorId: person(seed, story.by).id,
    replyCount: replies.length,
    affectedCount: affected.length,
    createdAt: dates[0],
    lastPostAt: latest(dates),
    escalateAt: waitingSince && (await standingOfNew(tx, category.id, waitingSince)).due.escalateAt,
    solvedAt: !isAnswered(story) ? null : afterwards(dates, solved + 1),
  };
}

function stateIn(seed: SeedContext, story: StoryThread) {
  const { by, replies, details } = story;
  return stateOf({
    askerId: person(seed, by).id,
    lastAuthorId: person(seed, replies.at(-1)?.by ?? by).id,
    replyCount: replies.length,
    solutionCount: Number(isAnswered(story)),
    isDetailRequested: details !== "",
  });
}

async function seedPosts(tx: Tx, seed: SeedContext, threads: SeededThread[]) {
  const rows = threads.flatMap(({ id, story, dates }) => [
    postRow(seed, { by: story.by, body: story.body }, { threadId: id, position: 1, createdAt: dates[0] }),
    ...story.replies.map((reply, index) => {
      const at = { threadId: id, position: index + 2, createdAt: dates[index + 1] };
      return {
        ...postRow(seed, { ...reply, ...verdictsOf(reply) }, at),
        solutionAt: reply.isSolution ? afterwards(dates, index + 1) : null,
        wikiAt: reply.isWiki ? afterwards(dates, index + 1) : null,
      };
    }),
  ]);
  const select = { id: true, threadId: true, position: true } as const;
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  for (const { id, threadId, position } of await tx.post.createManyAndReturn({ data: rows, select })) {
    const thread = byId.get(threadId);
    if (thread) thread.postIds[position - 1] = id;
  }
}

type Said = Pick<StoryReply, "by" | "body"> & { likes?: number } & Partial<ReturnType<typeof verdictsOf>>;

function postRow(
  seed: SeedContext,
  { by, body: markdown, likes: score = 0, worked = [], didnt = [] }: Said,
  at: { threadId: number; position: number; createdAt: Date | undefined },
) {
  const author = person(seed, by);
  const counts = { score, workedCount: worked.length, didntCount: didnt.length };
  return { ...at, ...counts, authorId: author.id, markdown, isStaff: isStaffRole(author.role) };
}

async function seedQuestions(tx: Tx, threads: SeededThread[]) {
  for (const { id: threadId, story, postIds } of threads.filter(({ story }) => story.questions.length > 0)) {
    const data = story.questions.map((text, index) => ({ threadId, number: index + 1, text }));
    const rows = await tx.threadQuestion.createManyAndReturn({ data });
    const ids = new Map(rows.map(({ id, number }) => [number, id]));
    const answers = story.replies.flatMap(({ answers }, index) =>
      answers.map((number) => ({ questionId: ids.get(number) ?? 0, postId: postIds[index + 1] ?? 0 })),
    );
    await tx.questionAnswer.createMany({ data: answers });
  }
}

async function seedTags(tx: Tx, threads: SeededThread[]) {
  const names = [...new Set(threads.flatMap(({ story }) => story.tags))];
  const data = names.map((name) => ({ name, slug: slugOf(name) }));
  const rows = await tx.tag.createManyAndReturn({ data, select: { id: true, name: true } });
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const links = threads.flatMap(({ id, story }) =>
    story.tags.map((name) => ({ threadId: id, tagId: ids.get(name) ?? 0 })),
  );
  await tx.threadTag.createMany({ data: links });
}

function recordTalk(seed: SeedContext, { id: threadId, story, postIds, dates }: SeededThread) {
  const at = (index: number) => dates[index] ?? latest(dates);
  const judged = (index: number) => afterwards(dates, index + 1);
  const by = (handle: string) => person(seed, handle).id;
  seed.events.add("thread.asked", by(story.by), at(0), { threadId });
  for (const handle of story.affected) seed.events.add("thread.affected", by(handle), latest(dates), { threadId });
  story.replies.forEach((reply, index) => {
    const subject = { threadId, postId: postIds[index + 1] };
    const isRequest = story.details !== "" && index === story.replies.length - 1;
    seed.events.add(isRequest ? "thread.details_requested" : "thread.replied", by(reply.by), at(index + 1), subject);
    const { worked, didnt } = verdictsOf(reply);
    for (const handle of worked) seed.events.add("post.worked", by(handle), judged(index), subject);
    for (const handle of didnt) seed.events.add("post.did_not_work", by(handle), judged(index), subject);
    if (reply.isSolution) seed.events.add("post.marked_solution", by(story.by), judged(index), subject);
  });
}
