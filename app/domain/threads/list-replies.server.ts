import type { Role, StepOutcome } from "../../generated/prisma/enums.ts";
import { read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { AttachmentView } from "../attachments/attachment.ts";
import { attachmentsOf } from "../attachments/attachments.server.ts";
import { POST_IS_VISIBLE, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { privateValuesOf, type ShownValue } from "../private-values/private-values.server.ts";
import { type Cursor, cursorText, type Page, pageOf } from "./cursor.ts";

export const REPLIES_A_PAGE = 20;

/** `best`: solutions, then what helped people. `oldest`: as it was said. */
export type ReplyOrder = "best" | "oldest";

export interface ListedReply {
  id: number;
  position: number;
  authorId: number;
  authorName: string;
  /** Null for somebody without an account: there is no page of theirs. */
  authorHandle: string | null;
  authorRole: Role;
  /** Who has written it for its author. */
  byName: string | null;
  markdown: string;
  revision: number;
  score: number;
  workedCount: number;
  didntCount: number;
  visitorsWorked: number;
  visitorsDidnt: number;
  isStaff: boolean;
  files: AttachmentView[];
  privateValues: ShownValue[];
  /** The post it answers, and whose that is, where it may be seen by everybody. */
  replyToId: number | null;
  replyToName: string | null;
  createdAt: Date;
  editedAt: Date | null;
  hiddenAt: Date | null;
  /** Hidden by its own author. */
  withdrawnAt: Date | null;
  solutionAt: Date | null;
  wikiAt: Date | null;
  hasVoted: boolean;
  /** What the viewer says of it, and what the asker does. */
  outcome: StepOutcome | null;
  askerOutcome: StepOutcome | null;
  /** What is listed in it to be tried, each marked by itself. */
  steps: ListedStep[];
  /** What the order goes by, before the position. */
  key: number;
}

export interface ListedStep {
  number: number;
  text: string;
  worked: number;
  didnt: number;
  outcome: StepOutcome | null;
  askerOutcome: StepOutcome | null;
}

// The function is the one the index Post_best_first is made of.
const keys = {
  best: `post_order(post."solutionAt", post.score, post."workedCount", post."didntCount")`,
  oldest: "0",
} as const satisfies Record<ReplyOrder, string>;

const said = (step: string, accountId: string) =>
  `(SELECT outcome FROM "PostOutcome" WHERE "postId" = post.id AND "accountId" = ${accountId} AND step = ${step})`;
const times = (outcome: StepOutcome) => `count(*) FILTER (WHERE outcome = '${outcome}')`;

const STEPS = `coalesce((SELECT json_agg(json_build_object('number', listed.number, 'text', listed.text, 'worked', told.worked,
      'didnt', told.didnt, 'outcome', ${said("listed.number", "$2")}, 'askerOutcome', ${said("listed.number", 'thread."authorId"')})
      ORDER BY listed.place)
    FROM "PostStep" listed CROSS JOIN LATERAL (SELECT ${times("worked")} AS worked, ${times("didnt")} AS didnt
      FROM "PostOutcome" WHERE "postId" = post.id AND step = listed.number) AS told
    WHERE listed."postId" = post.id AND listed."removedAt" IS NULL), '[]')`;

const TABLES = `"Post" post JOIN "Thread" thread ON thread.id = post."threadId"
  JOIN "Category" category ON category.id = thread."categoryId"`;
const VISIBLE = `${THREAD_IS_VISIBLE} AND ${POST_IS_VISIBLE}`;

function repliesSql(order: ReplyOrder, isBackward: boolean) {
  const [beyond, direction] = isBackward ? ["<", "DESC"] : [">", "ASC"];
  const key = keys[order];
  const range = {
    best: `(${key}, post.position) ${beyond} ($5::bigint, $6::int)`,
    // $5 has no meaning here, but must have a type.
    oldest: `$5::bigint IS NOT NULL AND post.position ${beyond} $6::int`,
  };
  const by = { best: `${key} ${direction}, post.position ${direction}`, oldest: `post.position ${direction}` };
  // The page is cut before anything is joined to it: the planner expects five posts, and would join all ten thousand.
  return `SELECT post.id, post.position, post."authorId", author.name AS "authorName", CASE WHEN NOT author."isGuest" THEN author.handle END AS "authorHandle",
      author.role AS "authorRole", writer.name AS "byName", post.markdown, post.revision, post.score, post."workedCount", post."didntCount", post."visitorsWorked", post."visitorsDidnt",
      post."isStaff", post."createdAt", post."editedAt", post."hiddenAt", post."withdrawnAt", post."solutionAt", post."wikiAt", ${key} AS key,
      ${attachmentsOf("post")} AS files, ${privateValuesOf("post")} AS "privateValues", answered.id AS "replyToId", answered.name AS "replyToName",
      EXISTS (SELECT FROM "PostVote" WHERE "postId" = post.id AND "accountId" = $2) AS "hasVoted",
      ${said("0", "$2")} AS outcome, ${said("0", 'thread."authorId"')} AS "askerOutcome", ${STEPS} AS steps
    FROM (SELECT * FROM "Post" post
      WHERE post."threadId" = $4 AND post.position > 1 AND ${range[order]} AND ${POST_IS_VISIBLE}
      ORDER BY ${by[order]} LIMIT ${REPLIES_A_PAGE + 1}) AS post
    JOIN "Thread" thread ON thread.id = post."threadId" JOIN "Category" category ON category.id = thread."categoryId"
    JOIN "Account" author ON author.id = post."authorId" LEFT JOIN "Account" writer ON writer.id = post."byId"
    LEFT JOIN LATERAL (
      SELECT parent.id, account.name FROM "Post" parent JOIN "Account" account ON account.id = parent."authorId"
      WHERE parent.id = post."replyToId" AND parent."hiddenAt" IS NULL) AS answered ON true
    WHERE ${THREAD_IS_VISIBLE} ORDER BY ${by[order]}`;
}

const SMALLEST = -9_999_999_999;

/** A page of replies that the viewer may see, 20 at most; empty when the thread itself is not for them. */
export async function listReplies(
  viewer: Viewer,
  threadId: number,
  order: ReplyOrder,
  cursor: Cursor | null,
): Promise<Page<ListedReply>> {
  const isBackward = cursor?.direction === "before";
  const from = cursor ? [cursor.key, cursor.id] : [SMALLEST, 0];
  const name = `replies.${order}.${isBackward ? "before" : "after"}`;
  const rows = await read<ListedReply>(name, repliesSql(order, isBackward), [
    ...threadScope(viewer),
    threadId,
    ...from,
  ]);
  // Fewer than a page before the cursor: the first page, whole.
  if (isBackward && rows.length <= REPLIES_A_PAGE) return listReplies(viewer, threadId, order, null);
  return pageOf(rows, REPLIES_A_PAGE, cursor, (reply) => cursorText(reply.key, reply.position));
}

/** Where a post is, best first: its thread, and the page it is on. */
export interface PostPlace {
  threadId: number;
  /** Null on the first page. */
  after: string | null;
}

/** Finds the page of a post that the viewer may see, whatever its length; or not found. */
export async function findPostPlace(viewer: Viewer, postId: number): Promise<PostPlace> {
  const scope = threadScope(viewer);
  const [post] = await read<{ threadId: number; position: number; key: number }>(
    "post.place",
    `SELECT post."threadId", post.position, ${keys.best} AS key FROM ${TABLES} WHERE post.id = $4 AND ${VISIBLE}`,
    [...scope, postId],
  );
  if (!post) throw new NotFound();
  if (post.position === 1) return { threadId: post.threadId, after: null };
  const rows = await read<{ key: number; position: number }>(
    "post.place.before",
    `SELECT ${keys.best} AS key, post.position FROM "Post" post
      WHERE post."threadId" = $4 AND post.position > 1 AND (${keys.best}, post.position) < ($5::bigint, $6::int)
        AND ${POST_IS_VISIBLE} AND $1::text[] IS NOT NULL
      ORDER BY ${keys.best} DESC, post.position DESC LIMIT ${REPLIES_A_PAGE}`,
    [...scope, post.threadId, post.key, post.position],
  );
  return { threadId: post.threadId, after: rows.length < REPLIES_A_PAGE ? null : afterSome(rows) };
}

/** The page begins a few replies before the post, so that it is not read without what stood around it. */
const LED_BY = 3;

function afterSome(nearest: { key: number; position: number }[]) {
  const before = nearest[LED_BY];
  return before ? cursorText(before.key, before.position) : null;
}
