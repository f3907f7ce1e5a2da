import { createHash } from "node:crypto";
import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, readableBy, THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { IS_WITH_STAFF, NEEDS_CHECK } from "../app/domain/threads/list-threads.server.ts";
import type { ThreadState } from "../app/generated/prisma/enums.ts";
import { read } from "../app/platform/db.server.ts";
import { ByteCache } from "../app/platform/markdown/byte-cache.ts";
import { markdownToText } from "../app/platform/markdown/plain-text.ts";
import type { SearchHit, SearchKey, StemsByLanguage } from "./engine.ts";
import { mark, passage, type Segment } from "./highlight.ts";
import { VOTES_OF_THREAD } from "./votes.ts";

/** A thread or a company answer as a search result: all of it read from the live rows. */
export interface SearchResult extends SearchKey {
  href: string;
  title: Segment[];
  category: { name: string; slug: string };
  /** As in every list: `with_staff` where it is unsolved and its private lane open. */
  state: ThreadState | "with_staff";
  isSolved: boolean;
  /** The viewer has asked it. */
  isOwn: boolean;
  /** It is marked as solved, and failed more people than it helped. */
  needsCheck: boolean;
  createdAt: Date;
  /** When somebody spoke last; of a company answer when it was published as it is. */
  lastAt: Date;
  /** 0 where nobody is told of them: they stand on every post of a thread. */
  votes: number;
  /** Where the question speaks of what was looked for; of a company answer its first lines. */
  passage: Segment[];
  /** A thread's solution by its first lines, and whose it is: a post's, or a company answer with a page of its own. */
  solution: { text: Segment[]; answer: { id: number; href: string; title: string } | null } | null;
  replies: number;
  affected: number;
  /** Of a company answer: who stands for it, and when it was last found true. */
  answer: { person: string; version: number; checkedAt: Date } | null;
}

/** A result with all its words, to see whether something really stands in it. */
export interface CheckedResult {
  result: SearchResult;
  text: string;
}

const PASSAGE = 200;
const SOLUTION = 220;

/** The rows behind hits, as the viewer may see them now; whatever they may not, or what is gone, is left out. */
export async function liveResults(
  viewer: Viewer,
  hits: readonly SearchHit[],
  stems: StemsByLanguage = new Map(),
  hasVotes = false,
): Promise<CheckedResult[]> {
  const idsOf = (kind: SearchKey["kind"]) => hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
  const [threads, answers] = await Promise.all([
    liveThreads(viewer, idsOf("thread"), hasVotes),
    liveAnswers(viewer, idsOf("answer")),
  ]);
  return hits.flatMap((hit) => {
    const marks = [...(stems.get("") ?? []), ...(stems.get(hit.language ?? "") ?? [])];
    const row = (hit.kind === "thread" ? threads : answers).get(hit.id);
    return row ? [row(marks)] : [];
  });
}

/** A row, read and waiting to be told what to mark. */
type Show = (stems: readonly string[]) => CheckedResult;

interface LiveThread {
  id: number;
  title: string;
  state: ThreadState;
  isWithStaff: boolean;
  isOwn: boolean;
  needsCheck: boolean;
  replies: number;
  affected: number;
  createdAt: Date;
  lastAt: Date;
  votes: number;
  categoryName: string;
  categorySlug: string;
  question: string;
  solution: string | null;
  answer: { id: number; slug: string; title: string; markdown: string } | null;
}

async function liveThreads(viewer: Viewer, ids: readonly number[], hasVotes: boolean): Promise<Map<number, Show>> {
  if (ids.length === 0) return new Map();
  const rows = await read<LiveThread>("search live threads", LIVE_THREADS, [...threadScope(viewer), ids, hasVotes]);
  return new Map(rows.map((row): [number, Show] => [row.id, (stems) => showThread(row, stems)]));
}

function showThread(row: LiveThread, stems: readonly string[]): CheckedResult {
  const question = plain(row.question);
  const source = row.answer?.markdown ?? row.solution;
  const solution = source === null ? null : plain(source);
  const result: SearchResult = {
    kind: "thread",
    id: row.id,
    href: `/threads/${row.id}`,
    title: mark(row.title, stems),
    category: { name: row.categoryName, slug: row.categorySlug },
    state: row.isWithStaff && row.state !== "solved" ? "with_staff" : row.state,
    isSolved: row.state === "solved",
    isOwn: row.isOwn,
    needsCheck: row.needsCheck,
    createdAt: row.createdAt,
    lastAt: row.lastAt,
    votes: row.votes,
    passage: passage(question, stems, PASSAGE),
    solution: solution ? { text: beginning(solution, stems), answer: row.answer && answerLink(row.answer) } : null,
    replies: row.replies,
    affected: row.affected,
    answer: null,
  };
  return { result, text: `${row.title}\n${question}\n${solution ?? ""}` };
}

const answerLink = ({ id, slug, title }: NonNullable<LiveThread["answer"]>) => ({
  id,
  href: `/answers/${slug}`,
  title,
});

const beginning = (text: string, stems: readonly string[]) => {
  const marked = passage(text, [], SOLUTION);
  return mark(marked.map((segment) => segment.text).join(""), stems);
};

/** Reading Markdown is most of what a page of results costs, and the same threads are found again and again. */
const plainTexts = new ByteCache(16 * 1_048_576);

function plain(markdown: string): string {
  const key = createHash("sha256").update(markdown).digest("base64");
  const known = plainTexts.get(key);
  if (known !== undefined) return known;
  const { text, code } = markdownToText(markdown);
  plainTexts.set(key, text || code);
  return text || code;
}

// Nobody finds what is hidden, also those who may open it by its address. The visible rules are those of permissions.ts.
const LIVE_THREADS = `
SELECT thread.id, thread.title, thread.state, thread."replyCount" AS replies, thread."affectedCount" AS affected,
  thread."createdAt", thread."lastPostAt" AS "lastAt", CASE WHEN $5 THEN ${VOTES_OF_THREAD}::int ELSE 0 END AS votes, COALESCE(${NEEDS_CHECK}, false) AS "needsCheck",
  ${IS_WITH_STAFF} AS "isWithStaff", thread."authorId" = $2 AS "isOwn", category.name AS "categoryName", category.slug AS "categorySlug",
  left(question.markdown, 4000) AS question, left(solution.markdown, 2000) AS solution,
  company.answer
FROM "Thread" AS thread
JOIN "Category" AS category ON category.id = thread."categoryId"
JOIN "Post" AS question ON question."threadId" = thread.id AND question.position = 1 AND question."hiddenAt" IS NULL
LEFT JOIN LATERAL (
  SELECT post.markdown FROM "Post" AS post
  WHERE post."threadId" = thread.id AND post.position > 1 AND post."solutionAt" IS NOT NULL AND post."hiddenAt" IS NULL
  ORDER BY post_order(post."solutionAt", post.score, post."workedCount", post."didntCount"), post.position LIMIT 1
) AS solution ON true
LEFT JOIN LATERAL (
  SELECT json_build_object('id', answer.id, 'slug', answer.slug, 'title', current.title, 'markdown', left(current.markdown, 2000)) AS answer
  FROM "AnswerThread" AS linked
  JOIN "Answer" AS answer ON answer.id = linked."answerId"
  JOIN "AnswerVersion" AS current ON current."answerId" = answer.id AND current.version = answer.version
  JOIN "Category" AS category ON category.id = answer."categoryId"
  WHERE linked."threadId" = thread.id AND ${ANSWER_IS_PUBLIC} ORDER BY answer."publishedAt" LIMIT 1
) AS company ON true
WHERE thread.id = ANY ($4::int[]) AND ${THREAD_IS_VISIBLE} AND thread."hiddenAt" IS NULL`;

interface LiveAnswer {
  id: number;
  slug: string;
  title: string;
  markdown: string;
  version: number;
  checkedAt: Date;
  createdAt: Date;
  lastAt: Date;
  votes: number;
  person: string;
  categoryName: string;
  categorySlug: string;
}

async function liveAnswers(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Show>> {
  if (ids.length === 0) return new Map();
  const rows = await read<LiveAnswer>("search live answers", LIVE_ANSWERS, [readableBy(viewer), ids]);
  return new Map(rows.map((row): [number, Show] => [row.id, (stems) => showAnswer(row, stems)]));
}

function showAnswer(row: LiveAnswer, stems: readonly string[]): CheckedResult {
  const text = plain(row.markdown);
  const result: SearchResult = {
    kind: "answer",
    id: row.id,
    href: `/answers/${row.slug}`,
    title: mark(row.title, stems),
    category: { name: row.categoryName, slug: row.categorySlug },
    state: "solved",
    isSolved: true,
    isOwn: false,
    needsCheck: false,
    createdAt: row.createdAt,
    lastAt: row.lastAt,
    votes: row.votes,
    passage: beginning(text, stems),
    solution: null,
    replies: 0,
    affected: 0,
    answer: { person: row.person, version: row.version, checkedAt: row.checkedAt },
  };
  return { result, text: `${row.title}\n${text}` };
}

const LIVE_ANSWERS = `
SELECT answer.id, answer.slug, current.title, left(current.markdown, 4000) AS markdown, answer.version,
  COALESCE(answer."checkedAt", current."publishedAt") AS "checkedAt", answer."createdAt",
  current."publishedAt" AS "lastAt", answer."workedCount" AS votes, author.name AS person,
  category.name AS "categoryName", category.slug AS "categorySlug"
FROM "Answer" AS answer
JOIN "AnswerVersion" AS current ON current."answerId" = answer.id AND current.version = answer.version
JOIN "Account" AS author ON author.id = current."authorId"
JOIN "Category" AS category ON category.id = answer."categoryId"
WHERE answer.id = ANY ($2::int[]) AND ${ANSWER_IS_PUBLIC}`;
