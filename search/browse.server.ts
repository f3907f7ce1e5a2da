import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, readableBy, THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { NEEDS_CHECK } from "../app/domain/threads/list-threads.server.ts";
import { pool } from "../app/platform/db.server.ts";
import { MOST_CANDIDATES, MOST_RESULTS, type SearchFilters, type SearchHits, type SearchKind } from "./engine.ts";

/** What filters alone leave, newest first: there are no words to rank by. Threads, unless answers are asked for. */
export async function browse(viewer: Viewer, filters: SearchFilters): Promise<SearchHits> {
  const kind: SearchKind = filters.kind ?? "thread";
  const ids = await newest(viewer, kind, filters, MOST_RESULTS);
  return {
    engine: "postgres",
    hits: ids.map((id) => ({ kind, id, score: 0, coverage: 1 })),
    candidates: ids.slice(0, MOST_CANDIDATES).map((id) => ({ kind, id })),
    total: ids.length,
    next: null,
    corrections: [],
    stems: new Map(),
  };
}

async function newest(viewer: Viewer, kind: SearchKind, filters: SearchFilters, most: number): Promise<number[]> {
  const values: unknown[] = kind === "thread" ? threadScope(viewer) : [readableBy(viewer)];
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const text = kind === "thread" ? threadsSql(filters, add) : answersSql(filters, add);
  const { rows } = await pool.query<{ id: number }>(`${text} LIMIT ${add(most, "int")}`, values);
  return rows.map(({ id }) => id);
}

type Add = (value: unknown, type: string) => string;

function threadsSql({ isSolved, needsCheck, tags = [], author, ...rest }: SearchFilters, add: Add) {
  const clauses = commonClauses("thread", rest, add);
  if (isSolved !== undefined) clauses.push(`thread.state ${isSolved ? "=" : "<>"} 'solved'`);
  if (needsCheck) clauses.push(`(${NEEDS_CHECK})`);
  if (author !== undefined) clauses.push(`thread."authorId" = ${add(author, "int")}`);
  for (const tag of tags) clauses.push(`thread.id IN (${TAGGED} = ${add(tag, "text")})`);
  return `SELECT thread.id FROM "Thread" AS thread JOIN "Category" AS category ON category.id = thread."categoryId"
    WHERE ${[THREAD_IS_VISIBLE, `thread."hiddenAt" IS NULL`, ...clauses].join(" AND ")} ORDER BY thread.id DESC`;
}

const TAGGED = `SELECT link."threadId" FROM "ThreadTag" AS link JOIN "Tag" AS tag ON tag.id = link."tagId" WHERE tag.slug`;

/** Answers carry no tags, and what they stand for is solved. */
function answersSql({ isSolved, needsCheck, tags = [], author, ...rest }: SearchFilters, add: Add) {
  const clauses = commonClauses("answer", rest, add);
  if (isSolved === false || needsCheck || tags.length > 0) clauses.push("false");
  if (author !== undefined) clauses.push(`current."authorId" = ${add(author, "int")}`);
  return `SELECT answer.id FROM "Answer" AS answer JOIN "Category" AS category ON category.id = answer."categoryId"
    JOIN "AnswerVersion" AS current ON current."answerId" = answer.id AND current.version = answer.version
    WHERE ${[ANSWER_IS_PUBLIC, ...clauses].join(" AND ")} ORDER BY answer.id DESC`;
}

function commonClauses(row: SearchKind, { category, createdAfter, createdBefore }: SearchFilters, add: Add): string[] {
  const clauses: string[] = [];
  if (category !== undefined) clauses.push(`${row}."categoryId" = ${add(category, "int")}`);
  if (createdAfter) clauses.push(`${row}."createdAt" >= ${add(createdAfter, "timestamptz")}`);
  if (createdBefore) clauses.push(`${row}."createdAt" < ${add(createdBefore, "timestamptz")}`);
  return clauses;
}
