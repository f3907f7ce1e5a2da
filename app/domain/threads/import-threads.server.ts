import type { Tx } from "../../platform/db.server.ts";
import { authorKey, type ImportedAuthor, importAccounts } from "../accounts/import-accounts.server.ts";
import { categoryKey, importCategories } from "./import-categories.server.ts";
import type { ImportedPost, ImportedThread } from "./import-line.server.ts";
import { slugOf, stateOf } from "./thread.ts";

/** What a batch has brought. */
export interface ImportedBatch {
  threadIds: number[];
  posts: number;
  /** Threads that were here already and were left as they are. */
  known: number;
}

/**
 * Writes threads that came from elsewhere, in a handful of statements for the whole batch. One that is here already
 * (same source and id) is left as it is. Nobody is told, and no clock starts: the wait was somebody else's.
 */
export async function importThreads(tx: Tx, threads: readonly ImportedThread[]): Promise<ImportedBatch> {
  const fresh = await withoutKnown(tx, threads);
  const known = threads.length - fresh.length;
  if (fresh.length === 0) return { threadIds: [], posts: 0, known };
  const accounts = await importAccounts(tx, authorsOf(fresh));
  const accountOf = (source: string, id: string) => accounts.get(authorKey({ source, id }));
  const ids = await insertThreads(tx, fresh, accountOf, await importCategories(tx, fresh));
  const posts = await insertPosts(tx, fresh, accountOf, ids);
  await insertTags(tx, fresh, ids);
  return { threadIds: [...ids.values()], posts, known };
}

type AccountOf = (source: string, id: string) => number | undefined;

const threadKey = ({ source, id }: Pick<ImportedThread, "source" | "id">) => JSON.stringify([source, id]);

async function withoutKnown(tx: Tx, threads: readonly ImportedThread[]) {
  const keys = threads.map(({ source, id }) => ({ source, id }));
  const rows = await tx.$queryRaw<{ source: string; id: string }[]>`
    SELECT key.source, key.id FROM json_to_recordset(${JSON.stringify(keys)}::json) AS key(source text, id text)
    JOIN "Thread" AS thread ON thread."importedFrom" = key.source AND thread."importedId" = key.id`;
  const known = new Set(rows.map(threadKey));
  return threads.filter((thread) => {
    const key = threadKey(thread);
    return !known.has(key) && known.add(key);
  });
}

function authorsOf(threads: readonly ImportedThread[]): ImportedAuthor[] {
  const authors = new Map<string, ImportedAuthor>();
  for (const { source, posts } of threads) {
    for (const { author: id, createdAt: since } of posts) {
      const key = authorKey({ source, id });
      const met = authors.get(key);
      if (!met || since < met.since) authors.set(key, { source, id, since });
    }
  }
  return [...authors.values()];
}

async function insertThreads(
  tx: Tx,
  threads: readonly ImportedThread[],
  accountOf: AccountOf,
  categories: Map<string, number>,
) {
  const rows = threads.map((thread) => ({
    ...threadRow(thread, accountOf),
    categoryId: categories.get(categoryKey(thread)),
  }));
  const inserted = await tx.$queryRaw<{ source: string; key: string; id: number }[]>`
    INSERT INTO "Thread" (title, "categoryId", "authorId", state, "replyCount", "viewCount", "createdAt", "lastPostAt",
      "solvedAt", "importedFrom", "importedId")
    SELECT title, "categoryId", "authorId", state, "replyCount", "viewCount", "createdAt", "lastPostAt", "solvedAt",
      source, id
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(source text, id text, title text, "categoryId" int,
      "authorId" int, state "ThreadState", "replyCount" int, "viewCount" int, "createdAt" timestamptz,
      "lastPostAt" timestamptz, "solvedAt" timestamptz)
    RETURNING "importedFrom" AS source, "importedId" AS key, id`;
  return new Map(inserted.map(({ source, key, id }) => [threadKey({ source, id: key }), id]));
}

function threadRow(thread: ImportedThread, accountOf: AccountOf) {
  const { source, id, title, createdAt, views: viewCount, posts } = thread;
  return {
    source,
    id,
    title,
    createdAt,
    viewCount,
    authorId: authorIdOf(thread, posts[0], accountOf),
    state: importedState(thread, accountOf),
    replyCount: posts.length - 1,
    lastPostAt: latest(posts),
    solvedAt: thread.isSolved
      ? latest(
          posts.filter((post) => post.isAccepted),
          latest(posts),
        )
      : null,
  };
}

/** The same rule as for threads that grow here; a thread may say that it is solved without saying by which post. */
function importedState(thread: ImportedThread, accountOf: AccountOf) {
  const { posts } = thread;
  return stateOf({
    askerId: authorIdOf(thread, posts[0], accountOf),
    lastAuthorId: authorIdOf(thread, posts.at(-1), accountOf),
    replyCount: posts.length - 1,
    solutionCount: thread.isSolved ? Math.max(1, posts.filter((post) => post.isAccepted).length) : 0,
    isDetailRequested: false,
  });
}

function authorIdOf({ source }: ImportedThread, post: ImportedPost | undefined, accountOf: AccountOf): number {
  const id = post && accountOf(source, post.author);
  if (!id) throw new Error("An imported post has no author");
  return id;
}

const latest = (posts: readonly ImportedPost[], otherwise = "") =>
  posts.reduce((date, post) => (post.createdAt > date ? post.createdAt : date), "") || otherwise;

/** Posts are numbered without gaps, as ours are: positions, unlike the source's numbers, are what pages count by. */
async function insertPosts(tx: Tx, threads: readonly ImportedThread[], accountOf: AccountOf, ids: Map<string, number>) {
  const rows = threads.flatMap((thread) =>
    thread.posts.map(({ body, likes, isStaff, isAccepted, createdAt }, index) => ({
      threadId: ids.get(threadKey(thread)),
      position: index + 1,
      authorId: authorIdOf(thread, thread.posts[index], accountOf),
      markdown: body,
      score: likes,
      isStaff,
      createdAt,
      solutionAt: isAccepted ? createdAt : null,
    })),
  );
  return tx.$executeRaw`
    INSERT INTO "Post" ("threadId", position, "authorId", markdown, score, "isStaff", "createdAt", "solutionAt")
    SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row("threadId" int, position int, "authorId" int,
      markdown text, score int, "isStaff" boolean, "createdAt" timestamptz, "solutionAt" timestamptz)`;
}

async function insertTags(tx: Tx, threads: readonly ImportedThread[], ids: Map<string, number>) {
  const rows = threads.flatMap((thread) =>
    thread.tags.map((name) => ({ threadId: ids.get(threadKey(thread)), slug: slugOf(name), name })),
  );
  const tags = JSON.stringify(rows.filter((row) => row.slug !== ""));
  await tx.$executeRaw`
    INSERT INTO "Tag" (slug, name)
    SELECT DISTINCT ON (slug) slug, name FROM json_to_recordset(${tags}::json) AS row(slug text, name text)
    ORDER BY slug ON CONFLICT (slug) DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO "ThreadTag" ("threadId", "tagId")
    SELECT DISTINCT row."threadId", tag.id
    FROM json_to_recordset(${tags}::json) AS row("threadId" int, slug text) JOIN "Tag" AS tag ON tag.slug = row.slug`;
}
