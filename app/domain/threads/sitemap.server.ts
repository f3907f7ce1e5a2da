import { read } from "../../platform/db.server.ts";
import { visitor } from "../accounts/viewer.ts";
import { POST_IS_VISIBLE, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { TAG_THREADS_LEAST, THREAD_IS_WORTH_FINDING } from "./finding.ts";

/** Numbers of threads a file of the sitemap stands for: far below the 50,000 a file may list, so that one is made quickly. */
export const THREADS_A_FILE = 2_000;
/** Categories and tags listed, each at most. */
const LISTS_MAX = 5_000;

/** Something that is worth finding, and when it last changed. */
export interface Findable {
  id: number;
  changedAt: Date;
}

const anybody = visitor();

/** How many files the threads take: known by the highest number alone, however many threads there are. */
export async function countThreadFiles(): Promise<number> {
  const [row] = await read<{ last: number | null }>("sitemap.threads.last", `SELECT max(id) AS last FROM "Thread"`, []);
  return Math.ceil((row?.last ?? 0) / THREADS_A_FILE);
}

/** The threads of a file, from 1, that anybody may read and that say something: a range of the primary key. */
export function listFindableThreads(file: number): Promise<Findable[]> {
  const first = (file - 1) * THREADS_A_FILE;
  return read<Findable>(
    "sitemap.threads",
    `SELECT thread.id, thread."lastPostAt" AS "changedAt" FROM "Thread" thread
      JOIN "Category" category ON category.id = thread."categoryId"
      JOIN "Post" question ON question."threadId" = thread.id AND question.position = 1
      WHERE thread.id > $4 AND thread.id <= $5 AND ${THREAD_IS_VISIBLE} AND ${THREAD_IS_WORTH_FINDING}
      ORDER BY thread.id`,
    [...threadScope(anybody), first, first + THREADS_A_FILE],
  );
}

/** When a thread of each file last changed, of those that anybody may read; one walk through all, for a page that is kept. */
export async function lastChanges(): Promise<Map<number, Date>> {
  const rows = await read<{ file: number; changedAt: Date }>(
    "sitemap.changes",
    `SELECT (thread.id + ${THREADS_A_FILE} - 1) / ${THREADS_A_FILE} AS file, max(thread."lastPostAt") AS "changedAt"
      FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
      WHERE ${THREAD_IS_VISIBLE} GROUP BY 1`,
    threadScope(anybody),
  );
  return new Map(rows.map(({ file, changedAt }) => [file, changedAt]));
}

/** Numbers of accounts a file of people stands for; few of them have solved something. */
const ACCOUNTS_A_FILE = 20_000;

/** How many files the people take. */
export async function countPeopleFiles(): Promise<number> {
  const [row] = await read<{ last: number | null }>("sitemap.people.last", `SELECT max(id) AS last FROM "Account"`, []);
  return Math.ceil((row?.last ?? 0) / ACCOUNTS_A_FILE);
}

/** Whoever has solved something that anybody may read, as their pages say it: anybody else's page is thin. */
export function listFindablePeople(file: number): Promise<{ handle: string; changedAt: Date }[]> {
  const first = (file - 1) * ACCOUNTS_A_FILE;
  return read(
    "sitemap.people",
    `SELECT account.handle, max(post."solutionAt") AS "changedAt" FROM "Post" post
      JOIN "Account" account ON account.id = post."authorId" AND NOT account."isGuest"
      JOIN "Thread" thread ON thread.id = post."threadId" JOIN "Category" category ON category.id = thread."categoryId"
      WHERE post."solutionAt" IS NOT NULL AND post."authorId" > $4 AND post."authorId" <= $5
        AND ${THREAD_IS_VISIBLE} AND ${POST_IS_VISIBLE}
      GROUP BY account.id ORDER BY account.id`,
    [...threadScope(anybody), first, first + ACCOUNTS_A_FILE],
  );
}

/** Categories with a thread in them, and tags of enough threads, that anybody may read. */
export function listFindableLists(): Promise<{ kind: "categories" | "tags"; slug: string }[]> {
  const seen = `"Thread" thread JOIN "Category" category ON category.id = thread."categoryId"`;
  return read(
    "sitemap.lists",
    `(SELECT 'categories' AS kind, listed.slug FROM "Category" listed
        WHERE EXISTS (SELECT FROM ${seen} WHERE thread."categoryId" = listed.id AND ${THREAD_IS_VISIBLE})
        ORDER BY listed.id LIMIT ${LISTS_MAX})
      UNION ALL
      (SELECT 'tags', listed.slug FROM "Tag" listed
        WHERE (SELECT count(*) FROM (SELECT FROM "ThreadTag" link JOIN "Thread" thread ON thread.id = link."threadId"
            JOIN "Category" category ON category.id = thread."categoryId"
            WHERE link."tagId" = listed.id AND ${THREAD_IS_VISIBLE} LIMIT ${TAG_THREADS_LEAST}) AS enough) = ${TAG_THREADS_LEAST}
        ORDER BY listed.id LIMIT ${LISTS_MAX})`,
    threadScope(anybody),
  );
}
