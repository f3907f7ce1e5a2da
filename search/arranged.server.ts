import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { read } from "../app/platform/db.server.ts";
import { documentNumber, MOST_CANDIDATES, type SearchHits, type SearchKey } from "./engine.ts";
import type { SearchOrder } from "./operators.ts";
import { VOTES_OF_THREAD } from "./votes.ts";

/** What is asked of the rows themselves, as they are now: no engine is told of each vote and reply. */
export interface Arrangement {
  order?: SearchOrder;
  /** The question counts as one. */
  minPosts?: number;
}

/** In another order what holds much less than the best does is left out: the newest of all with one of the words is no find. */
const FITS = 0.75;

/** Whether anything is asked for that an engine does not know. */
export const isArranged = ({ order = "best", minPosts = 0 }: Arrangement): boolean => order !== "best" || minPosts > 0;

/** What was found in another order, or those of it that are long enough; of rows that this viewer may see now. */
export async function arranged(viewer: Viewer, answer: SearchHits, asked: Arrangement): Promise<SearchHits> {
  const { order = "best", minPosts = 0 } = asked;
  const best = Math.max(0, ...answer.hits.map(({ coverage }) => coverage));
  const fitting = order === "best" ? answer.hits : answer.hits.filter(({ coverage }) => coverage >= FITS * best);
  const keys = await keysOf(viewer, fitting, order, minPosts);
  const keyOf = (hit: SearchKey) => keys.get(documentNumber(hit)) ?? 0;
  const hits = fitting.filter((hit) => keys.has(documentNumber(hit)));
  if (order !== "best") hits.sort((a, b) => keyOf(b) - keyOf(a));
  return { ...answer, hits, candidates: hits.slice(0, MOST_CANDIDATES), total: hits.length };
}

/** What each is ordered by, the most first; those that do not count are not among them. */
async function keysOf(
  viewer: Viewer,
  hits: readonly SearchKey[],
  order: SearchOrder,
  minPosts: number,
): Promise<ReadonlyMap<number, number>> {
  const idsOf = (kind: SearchKey["kind"]) => hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
  const values = [...threadScope(viewer), idsOf("thread"), idsOf("answer"), minPosts];
  const rows = await read<{ document: number; key: number }>(`search arranged ${order}`, sqlOf(order), values);
  return new Map(rows.map(({ document, key }) => [document, key]));
}

interface Key {
  thread: string;
  answer: string;
}

const LAST_WORD = `(SELECT max(version."publishedAt") FROM "AnswerVersion" AS version WHERE version."answerId" = answer.id)`;
const AFFECTED = `(SELECT max(linked."affectedCount") FROM "AnswerThread" AS link JOIN "Thread" AS linked ON linked.id = link."threadId"
  JOIN "Category" AS place ON place.id = linked."categoryId"
  WHERE link."answerId" = answer.id AND linked."hiddenAt" IS NULL AND place."readableBy" = 'everyone')`;

const ORDERS: Record<SearchOrder, Key> = {
  best: { thread: "0", answer: "0" },
  newest: { thread: `extract(epoch FROM thread."createdAt")`, answer: `extract(epoch FROM answer."createdAt")` },
  active: { thread: `extract(epoch FROM thread."lastPostAt")`, answer: `extract(epoch FROM ${LAST_WORD})` },
  // of a company answer for whom it worked
  votes: { thread: VOTES_OF_THREAD, answer: `answer."workedCount"` },
  affected: { thread: `thread."affectedCount"`, answer: AFFECTED },
};

const sqlOf = (order: SearchOrder) => `
SELECT thread.id AS document, COALESCE(${ORDERS[order].thread}, 0)::float8 AS key
FROM "Thread" AS thread JOIN "Category" AS category ON category.id = thread."categoryId"
WHERE thread.id = ANY ($4::int[]) AND thread."hiddenAt" IS NULL AND ${THREAD_IS_VISIBLE} AND thread."replyCount" + 1 >= $6::int
UNION ALL
SELECT -answer.id, COALESCE(${ORDERS[order].answer}, 0)::float8
FROM "Answer" AS answer JOIN "Category" AS category ON category.id = answer."categoryId"
WHERE answer.id = ANY ($5::int[]) AND ${ANSWER_IS_PUBLIC} AND $6::int <= 1`;
