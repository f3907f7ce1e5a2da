import { isStaffRole } from "../domain/accounts/viewer.ts";
import { addJob } from "../domain/events/record.server.ts";
import { silenceEndsAt } from "../domain/threads/silence.server.ts";
import { isWaiting, slugOf, stateOf } from "../domain/threads/thread.ts";
import type { Account, Category, Post, Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../platform/db.server.ts";
import type { SeedEvents } from "./seed-events.server.ts";
import type { StoryReply, StoryThread } from "./seed-story.ts";

/** What the seed of threads needs to know, and writes its events to. */
export interface SeedContext {
  now: Date;
  people: Map<string, Account>;
  categories: Map<string, Category>;
  events: SeedEvents;
}

/** What has been made: the thread with its posts in order. */
export interface SeededThread {
  id: number;
  story: StoryThread;
  posts: Pick<Post, "id" | "position">[];
}

/** The account of a name in the stories. */
export function person({ people }: Pick<SeedContext, "people">, handle: string): Account {
  const account = people.get(handle);
  if (!account) throw new Error(`The seed knows nobody named "${handle}"`);
  return account;
}

/** Writes a thread as it would stand if it had been asked and answered when its story says. */
export async function seedThread(tx: Tx, seed: SeedContext, story: StoryThread): Promise<SeededThread> {
  const dates = datesOf(seed, story);
  const { id } = await tx.thread.create({ data: await threadRow(seed, story, dates), select: { id: true } });
  const posts = await tx.post.createManyAndReturn({
    data: postRows(seed, story, dates, id),
    select: { id: true, position: true },
  });
  posts.sort((a, b) => a.position - b.position);
  const seeded = { id, story, posts };
  await seedVoices(tx, seed, seeded, dates);
  await seedFollowers(tx, seed, seeded, dates);
  await seedTags(tx, id, story.tags);
  recordTalk(seed, seeded, dates);
  await addJob(tx, "index", { threadId: id }, `index:thread:${id}`);
  return seeded;
}

/** When each post was written; the first is the question. */
function datesOf({ now }: SeedContext, { ageMs, replies, title }: StoryThread): Date[] {
  const dates = [new Date(now.getTime() - ageMs)];
  for (const { afterMs } of replies) dates.push(new Date(latest(dates).getTime() + afterMs));
  if (latest(dates) > now) throw new Error(`"${title}" goes on into the future`);
  return dates;
}

const latest = (dates: Date[]) => dates.at(-1) ?? new Date();
/** What is said of a post is said by the time of the next one. */
const afterwards = (dates: Date[], index: number) => dates[index + 1] ?? latest(dates);

async function threadRow(
  seed: SeedContext,
  story: StoryThread,
  dates: Date[],
): Promise<Prisma.ThreadUncheckedCreateInput> {
  const category = seed.categories.get(story.category);
  if (!category) throw new Error(`The seed knows no category "${story.category}"`);
  const authorId = person(seed, story.by).id;
  const last = story.replies.at(-1);
  const solved = story.replies.findIndex(({ isSolution }) => isSolution);
  const state = stateOf({
    askerId: authorId,
    lastAuthorId: last ? person(seed, last.by).id : authorId,
    replyCount: story.replies.length,
    solutionCount: solved === -1 ? 0 : 1,
    isDetailRequested: story.details !== "",
  });
  const waitingSince = isWaiting(state) ? latest(dates) : null;
  return {
    title: story.title,
    categoryId: category.id,
    authorId,
    state,
    expected: story.expected,
    tried: story.tried,
    desiredOutcome: story.wants,
    replyCount: story.replies.length,
    affectedCount: story.affected.length,
    viewCount: story.views,
    createdAt: dates[0],
    lastPostAt: latest(dates),
    waitingSince,
    escalateAt: waitingSince && (await silenceEndsAt(category, waitingSince)),
    solvedAt: solved === -1 ? null : afterwards(dates, solved + 1),
  };
}

function postRows(seed: SeedContext, story: StoryThread, dates: Date[], threadId: number) {
  const question = { by: story.by, body: story.body, isSolution: false, likes: 0, worked: [], didnt: [], afterMs: 0 };
  return [question, ...story.replies].map((reply: StoryReply, index) => {
    const author = person(seed, reply.by);
    return {
      threadId,
      position: index + 1,
      authorId: author.id,
      markdown: reply.body,
      score: reply.likes,
      workedCount: reply.worked.length,
      didntCount: reply.didnt.length,
      isStaff: isStaffRole(author.role),
      createdAt: dates[index],
      solutionAt: reply.isSolution ? afterwards(dates, index) : null,
    };
  });
}

/** Votes, and what worked for whom. Voters are whoever else is there: the story only says how many. */
async function seedVoices(tx: Tx, seed: SeedContext, { story, posts }: SeededThread, dates: Date[]) {
  const votes: Prisma.PostVoteCreateManyInput[] = [];
  const outcomes: Prisma.PostOutcomeCreateManyInput[] = [];
  const isOffice = seed.categories.get(story.category)?.readableBy === "staff";
  const readers = [...seed.people.values()].filter(({ role }) => !isOffice || isStaffRole(role));
  story.replies.forEach((reply, index) => {
    const postId = posts[index + 1]?.id ?? 0;
    const createdAt = afterwards(dates, index + 1);
    const voters = readers.filter(({ handle }) => handle !== reply.by).slice(-reply.likes || readers.length);
    votes.push(...voters.map(({ id: accountId }) => ({ postId, accountId, createdAt })));
    for (const outcome of ["worked", "didnt"] as const) {
      outcomes.push(...reply[outcome].map((by) => ({ postId, accountId: person(seed, by).id, outcome, createdAt })));
    }
  });
  await tx.postVote.createMany({ data: votes });
  await tx.postOutcome.createMany({ data: outcomes });
}

async function seedFollowers(tx: Tx, seed: SeedContext, { id: threadId, story }: SeededThread, dates: Date[]) {
  const createdAt = dates[0];
  const affected = story.affected.map((handle) => ({ threadId, accountId: person(seed, handle).id, createdAt }));
  await tx.affected.createMany({ data: affected });
  const watches = [
    { threadId, accountId: person(seed, story.by).id, reason: "asked" as const, createdAt },
    ...affected.map((row) => ({ ...row, reason: "affected" as const })),
    ...story.replies.map(({ by }) => ({
      threadId,
      accountId: person(seed, by).id,
      reason: "replied" as const,
      createdAt,
    })),
  ];
  await tx.watch.createMany({ data: watches, skipDuplicates: true });
}

async function seedTags(tx: Tx, threadId: number, names: string[]) {
  const tags = names.map((name) => ({ name, slug: slugOf(name) }));
  await tx.tag.createMany({ data: tags, skipDuplicates: true });
  const rows = await tx.tag.findMany({ where: { slug: { in: tags.map(({ slug }) => slug) } } });
  await tx.threadTag.createMany({ data: rows.map(({ id: tagId }) => ({ threadId, tagId })) });
}

function recordTalk(seed: SeedContext, { id: threadId, story, posts }: SeededThread, dates: Date[]) {
  const at = (index: number) => dates[index] ?? latest(dates);
  const judged = (index: number) => afterwards(dates, index + 1);
  const by = (handle: string) => person(seed, handle).id;
  seed.events.add("thread.asked", by(story.by), at(0), { threadId });
  for (const handle of story.affected) seed.events.add("thread.affected", by(handle), latest(dates), { threadId });
  story.replies.forEach((reply, index) => {
    const subject = { threadId, postId: posts[index + 1]?.id };
    const isRequest = story.details !== "" && index === story.replies.length - 1;
    seed.events.add(isRequest ? "thread.details_requested" : "thread.replied", by(reply.by), at(index + 1), subject);
    for (const handle of reply.worked) seed.events.add("post.worked", by(handle), judged(index), subject);
    for (const handle of reply.didnt) seed.events.add("post.did_not_work", by(handle), judged(index), subject);
    if (reply.isSolution) seed.events.add("post.marked_solution", by(story.by), judged(index), subject);
  });
}
