import type { ReadableBy, Role, ThreadState, WatchLevel } from "../../generated/prisma/enums.ts";
import { read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { AttachmentView } from "../attachments/attachment.ts";
import { attachmentsOf } from "../attachments/attachments.server.ts";
import { PUBLIC_THREAD_EVENTS, SEEN_ON_THREAD_PAGE } from "../events/events.ts";
import { POST_IS_VISIBLE, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { privateValuesOf, type ShownValue } from "../private-values/private-values.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { NEIGHBOURS_OF_THREAD, type RankedNeighbours } from "./neighbours.ts";
import { type Counted, countedOf } from "./newcomers.server.ts";
import { OWN_AMONG_LATEST } from "./pause.ts";
import { ORIGIN_OF_THREAD, QUESTIONS_OF_THREAD } from "./questions.server.ts";
import type { ListedQuestion } from "./questions.ts";
import { DRAFTS_OF_REPLY, type ReplyDraft } from "./reply-drafts.server.ts";

/** A thread with its question, as the viewer may see it. The desired outcome is not here: it is for staff alone. */
export interface ReadThread {
  id: number;
  title: string;
  state: ThreadState;
  expected: string;
  tried: string;
  replyCount: number;
  affectedCount: number;
  createdAt: Date;
  waitingSince: Date | null;
  escalateAt: Date | null;
  hiddenAt: Date | null;
  knownSince: Date | null;
  checkedAt: Date | null;
  lastPostAt: Date;
  authorId: number;
  authorName: string;
  /** Null for somebody without an account: there is no page of theirs. */
  authorHandle: string | null;
  authorRole: Role;
  /** Who has written the question for its author. */
  byName: string | null;
  categoryId: number;
  categoryName: string;
  categorySlug: string;
  categoryReadableBy: ReadableBy;
  questionId: number;
  markdown: string;
  revision: number;
  editedAt: Date | null;
  isStaff: boolean;
  files: AttachmentView[];
  privateValues: ShownValue[];
  tags: { slug: string; name: string }[];
  /** Of the posts that solve it. */
  solutionCount: number;
  /** Where it asks several: each with what answers it. */
  questions: ListedQuestion[];
  /** The thread, and its question, that this one was split off from. */
  splitOf: { threadId: number; title: string; number: number } | null;
  firstSolutionId: number | null;
  workedCount: number;
  didntCount: number;
  visitorsWorked: number;
  visitorsDidnt: number;
  isAffected: boolean;
  /** Null when the viewer has never followed it. */
  watchLevel: WatchLevel | null;
  /** Whether there is anything of these to be read: of most threads there is not. */
  hasTicket: boolean;
  hasAnswer: boolean;
  /** The last thing that happened to it, of what the viewer may see. */
  lastEventId: string | null;
  /** That it was asked is no history yet. */
  hasHistory: boolean;
}

/** What its page shows beside it. */
export interface ThreadOfPage extends ReadThread {
  /** What the viewer has begun to reply; null for a visitor and for nothing. */
  drafts: ReplyDraft[] | null;
  /** Of the latest replies, the newest first, which are the viewer's: its number, or 0. Null for a visitor. */
  ownAmongLatest: number[] | null;
  /** What is counted of the viewer; null when they are no newcomer. */
  counted: Counted | null;
  /** Null when they have never been ranked. */
  neighbours: RankedNeighbours | null;
}

// Written out because the partial index wants to see them.
const HISTORY = PUBLIC_THREAD_EVENTS.filter((kind) => kind !== "thread.asked").map((kind) => `'${kind}'`);

const SEEN_ON_PAGE = SEEN_ON_THREAD_PAGE.map((kind) => `'${kind}'`);

const OF_PAGE = `, ${DRAFTS_OF_REPLY} AS drafts, ${OWN_AMONG_LATEST} AS "ownAmongLatest",
    ${countedOf("$2", "$5", "$6")} AS counted, ${NEIGHBOURS_OF_THREAD} AS neighbours`;

const threadSql = (
  more = "",
) => `SELECT thread.id, thread.title, thread.state, thread.expected, thread.tried, thread."replyCount",
    thread."affectedCount", thread."createdAt", thread."waitingSince", thread."escalateAt", thread."hiddenAt", thread."knownSince", thread."checkedAt", thread."lastPostAt",
    thread."authorId", author.name AS "authorName", CASE WHEN NOT author."isGuest" THEN author.handle END AS "authorHandle", author.role AS "authorRole", writer.name AS "byName",
    category.id AS "categoryId", category.name AS "categoryName", category.slug AS "categorySlug", category."readableBy" AS "categoryReadableBy",
    question.id AS "questionId", question.markdown, question.revision, question."editedAt", question."isStaff",
    ${attachmentsOf("question")} AS files, ${privateValuesOf("question")} AS "privateValues",
    (SELECT coalesce(json_agg(json_build_object('slug', tag.slug, 'name', tag.name) ORDER BY tag.name), '[]')
      FROM "ThreadTag" link JOIN "Tag" tag ON tag.id = link."tagId" WHERE link."threadId" = thread.id) AS tags,
    solved.count AS "solutionCount", solved.first AS "firstSolutionId", solved.worked AS "workedCount",
    solved.didnt AS "didntCount", solved."visitorsWorked", solved."visitorsDidnt", ${QUESTIONS_OF_THREAD} AS questions, ${ORIGIN_OF_THREAD} AS "splitOf",
    EXISTS (SELECT FROM "Affected" WHERE "threadId" = thread.id AND "accountId" = $2) AS "isAffected",
    (SELECT level FROM "Watch" WHERE "threadId" = thread.id AND "accountId" = $2) AS "watchLevel",
    EXISTS (SELECT FROM "TicketThread" WHERE "threadId" = thread.id) AS "hasTicket",
    EXISTS (SELECT FROM "AnswerThread" WHERE "threadId" = thread.id) AS "hasAnswer",
    EXISTS (SELECT FROM "Event" WHERE "threadId" = thread.id AND kind IN (${HISTORY})) AS "hasHistory",
    (SELECT event.id FROM "Event" event LEFT JOIN "Post" post ON post.id = event."postId"
      WHERE event."threadId" = thread.id AND event.kind IN (${SEEN_ON_PAGE}) AND (post.id IS NULL OR ${POST_IS_VISIBLE})
      ORDER BY event.id DESC LIMIT 1)::text AS "lastEventId"${more}
  FROM "Thread" thread
  JOIN "Category" category ON category.id = thread."categoryId"
  JOIN "Account" author ON author.id = thread."authorId"
  JOIN "Post" question ON question."threadId" = thread.id AND question.position = 1
  LEFT JOIN "Account" writer ON writer.id = question."byId"
  LEFT JOIN "ThreadQuestion" origin ON origin.id = thread."splitOfId"
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS count, coalesce(sum("workedCount"), 0)::int AS worked,
      coalesce(sum("didntCount"), 0)::int AS didnt, min(id) AS first,
      coalesce(sum("visitorsWorked"), 0)::int AS "visitorsWorked", coalesce(sum("visitorsDidnt"), 0)::int AS "visitorsDidnt"
    FROM "Post" WHERE "threadId" = thread.id AND "solutionAt" IS NOT NULL AND "hiddenAt" IS NULL) AS solved
  WHERE thread.id = $4 AND thread."splitUndoneAt" IS NULL AND ${THREAD_IS_VISIBLE}`;

const THREAD = threadSql();
const THREAD_OF_PAGE = threadSql(OF_PAGE);

/** The thread of an address, in one query; or not found. */
export async function readThread(viewer: Viewer, threadId: number): Promise<ReadThread> {
  const [thread] = await read<ReadThread>("thread", THREAD, [...threadScope(viewer), threadId]);
  if (!thread) throw new NotFound();
  return thread;
}

/** The same with all its page says beside it, in one query too; or not found. */
export async function readThreadOfPage(viewer: Viewer, threadId: number): Promise<ThreadOfPage> {
  const { newcomerDays, newcomerPosts } = await siteSettings();
  const values = [...threadScope(viewer), threadId, newcomerDays, newcomerPosts];
  const [thread] = await read<ThreadOfPage>("thread.page", THREAD_OF_PAGE, values);
  if (!thread) throw new NotFound();
  return thread;
}
