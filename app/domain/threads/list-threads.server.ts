import type { ThreadState } from "../../generated/prisma/enums.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { type Cursor, cursorText, type Page, pageOf } from "./cursor.ts";
import { FAILED_MIN } from "./thread.ts";
import { VISITORS_A_MEMBER, VISITORS_MOST } from "./visitors-word.ts";

const PAGE_SIZE = 25;
/** A tab says "99+" rather than counting on. */
export const COUNTED_UP_TO = 99;

/** A thread in a list. `with_staff` is an unsolved one whose private lane is open. */
export interface ListedThread {
  id: number;
  title: string;
  state: ThreadState | "with_staff";
  author: string;
  category: { name: string; slug: string };
  lastAt: Date;
  replies: number;
  affected: number;
}

interface Row {
  id: number;
  title: string;
  state: ThreadState;
  author: string;
  categoryName: string;
  categorySlug: string;
  lastPostAt: Date;
  replyCount: number;
  affectedCount: number;
  isWithStaff: boolean;
}

/** Whether staff has it, of the thread that a query reads as `thread`. */
export const IS_WITH_STAFF = `EXISTS (SELECT FROM "TicketThread" link WHERE link."threadId" = thread.id AND link."isLive")`;

const COLUMNS = `thread.id, thread.title, thread.state, thread."lastPostAt", thread."replyCount", thread."affectedCount",
  author.name AS author, category.name AS "categoryName", category.slug AS "categorySlug",
  ${IS_WITH_STAFF} AS "isWithStaff"`;
const THREADS = `"Thread" thread`;
// Fenced, so that a tag's threads are looked up one by one in the tag's order, and not all joined first.
const OF_TAG = `"ThreadTag" link CROSS JOIN LATERAL (SELECT * FROM "Thread" WHERE id = link."threadId" OFFSET 0) AS thread`;
const CATEGORY = `JOIN "Category" category ON category.id = thread."categoryId"`;
const AUTHOR = `JOIN "Account" author ON author.id = thread."authorId"`;

/** Which threads, and what they are ordered by: their last word, the latest first, or else by their number. */
interface Scope {
  from: string;
  where: string;
  number?: string;
}

/** `weightOfVisitors` of what is summed. */
const weighed = (words: string) => `least(${VISITORS_MOST}, sum("${words}") / ${VISITORS_A_MEMBER})`;
const FAILED = `sum(didnt) + ${weighed("visitorsDidnt")}`;

/**
 * `needsCheck` of thread.ts for the thread that a query reads as `thread`, begun from the few solutions and company answers
 * that failed somebody.
 */
export const NEEDS_CHECK = `thread.state = 'solved'
  AND thread.id IN (
    SELECT "threadId" FROM "Post" WHERE "solutionAt" IS NOT NULL AND "didntCount" > 0
    UNION SELECT linked."threadId" FROM "AnswerThread" linked JOIN "Answer" answer ON answer.id = linked."answerId"
      WHERE answer."publishedAt" IS NOT NULL AND answer."didntCount" > 0)
  AND (SELECT sum(didnt) > 0 AND ${FAILED} >= ${FAILED_MIN} AND ${FAILED} > sum(worked) + ${weighed("visitorsWorked")} FROM (
    SELECT "workedCount" AS worked, "didntCount" AS didnt, "visitorsWorked", "visitorsDidnt" FROM "Post"
      WHERE "threadId" = thread.id AND "solutionAt" IS NOT NULL AND "hiddenAt" IS NULL
    UNION ALL SELECT answer."workedCount", answer."didntCount", answer."visitorsWorked", answer."visitorsDidnt"
      FROM "AnswerThread" linked JOIN "Answer" answer ON answer.id = linked."answerId"
      WHERE linked."threadId" = thread.id AND answer."publishedAt" IS NOT NULL AND answer."retractedAt" IS NULL) AS said)`;

// Each has an index in its order, or few rows. A scope's own value is $6.
const scopes = {
  latest: { from: THREADS, where: "TRUE" },
  needs_attention: { from: THREADS, where: `thread.state = 'needs_attention'` },
  solved: { from: THREADS, where: `thread.state = 'solved'` },
  needs_check: { from: THREADS, where: NEEDS_CHECK },
  category: { from: THREADS, where: `thread."categoryId" = $6` },
  tag: { from: OF_TAG, where: `link."tagId" = $6`, number: `link."threadId"` },
  author: { from: THREADS, where: `thread."authorId" = $6`, number: "thread.id" },
} as const satisfies Record<string, Scope>;

export type ThreadView = "latest" | "needs_attention" | "needs_check" | "solved";
/** What waits for somebody, and is counted. */
export const COUNTED_VIEWS = ["needs_attention", "needs_check"] as const satisfies readonly ThreadView[];
export type ThreadScope = { view: ThreadView } | { view: "category" | "tag" | "author"; of: number };

/** One page of threads that the viewer may see, 25 at most. */
export async function listThreads(
  viewer: Viewer,
  scope: ThreadScope,
  cursor: Cursor | null,
): Promise<Page<ListedThread>> {
  const rows = await readRows(viewer, scope, cursor);
  const isPartial = cursor?.direction === "before" && rows.length <= PAGE_SIZE;
  // Fewer than a page before the cursor: the first page, whole.
  if (isPartial) return listThreads(viewer, scope, null);
  const keyOf = "number" in scopes[scope.view] ? () => 0 : (row: ListedThread) => row.lastAt.getTime();
  return pageOf(rows.map(listed), PAGE_SIZE, cursor, (row) => cursorText(keyOf(row), row.id));
}

/** The tag of an address with a page of its threads; not found when the viewer may see none of them. */
export async function listThreadsOfTag(viewer: Viewer, slug: string, cursor: Cursor | null) {
  const tag = await prisma.tag.findUnique({ where: { slug } });
  const page = tag && (await listThreads(viewer, { view: "tag", of: tag.id }, cursor));
  if (!tag || !page || page.rows.length === 0) throw new NotFound();
  return { ...tag, page };
}

function readRows(viewer: Viewer, scope: ThreadScope, cursor: Cursor | null): Promise<Row[]> {
  const own = "of" in scope ? [scope.of] : [];
  const isBackward = cursor?.direction === "before";
  const from = cursor ? [new Date(cursor.key), cursor.id] : ["infinity", 2_147_483_647];
  const name = `threads.${scope.view}.${isBackward ? "before" : "after"}`;
  return read<Row>(name, listSql(scopes[scope.view], isBackward), [...threadScope(viewer), ...from, ...own]);
}

function listSql({ from, where, number }: Scope, isBackward: boolean) {
  const [beyond, direction] = isBackward ? [">", "ASC"] : ["<", "DESC"];
  // By number, $4 has no meaning; but it must have a type.
  const range = number
    ? `$4::timestamptz IS NOT NULL AND ${number} ${beyond} $5::int`
    : `(thread."lastPostAt", thread.id) ${beyond} ($4::timestamptz, $5::int)`;
  const order = number ? `${number} ${direction}` : `thread."lastPostAt" ${direction}, thread.id ${direction}`;
  return `SELECT ${COLUMNS} FROM ${from} ${CATEGORY} ${AUTHOR}
    WHERE ${where} AND ${range} AND ${THREAD_IS_VISIBLE} ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`;
}

function listed({ categoryName, categorySlug, ...row }: Row): ListedThread {
  return {
    id: row.id,
    title: row.title,
    state: row.isWithStaff && row.state !== "solved" ? "with_staff" : row.state,
    author: row.author,
    category: { name: categoryName, slug: categorySlug },
    lastAt: row.lastPostAt,
    replies: row.replyCount,
    affected: row.affectedCount,
  };
}

/** How many threads of a list wait for somebody, counting no further than one beyond COUNTED_UP_TO. */
export async function countWaiting(viewer: Viewer, view: (typeof COUNTED_VIEWS)[number]): Promise<number> {
  const [row] = await read<{ count: number }>(
    `threads.count.${view}`,
    `SELECT count(*)::int AS count FROM (SELECT FROM ${THREADS} ${CATEGORY}
      WHERE ${scopes[view].where} AND ${THREAD_IS_VISIBLE} LIMIT ${COUNTED_UP_TO + 1}) AS found`,
    threadScope(viewer),
  );
  return row?.count ?? 0;
}
