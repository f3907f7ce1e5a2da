import type pg from "pg";
import { NEEDS_CHECK } from "../app/domain/threads/list-threads.server.ts";
import type { SearchDocument, SearchKey } from "./engine.ts";
import { languageOf } from "./language.ts";
import { type Skimmed, skim } from "./skim.ts";
import { plainWords } from "./words.ts";

type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;

/** Replies beyond the best so many are not searched: the solution and what helped people come first. */
const REPLIES_READ = 60;
const SOLUTIONS_READ = 5;

/**
 * The documents of these threads and answers as their rows are now. Whatever is not public is not among them: hidden
 * threads and posts, answers that are not out or were retracted. Of the private lane nothing is ever read here.
 */
export async function loadDocuments(db: Queryable, keys: readonly SearchKey[]): Promise<SearchDocument[]> {
  const idsOf = (kind: SearchKey["kind"]) => keys.filter((key) => key.kind === kind).map(({ id }) => id);
  return [...(await loadThreads(db, idsOf("thread"))), ...(await loadAnswers(db, idsOf("answer")))];
}

interface ThreadRow {
  id: number;
  title: string;
  categoryId: number;
  state: string;
  needsCheck: boolean;
  expected: string;
  tried: string;
  affectedCount: number;
  authorId: number;
  createdAt: Date;
  lastPostAt: Date;
  tags: string[];
  posts: { markdown: string; position: number; isSolution: boolean }[];
  answers: { title: string; markdown: string }[];
}

async function loadThreads(db: Queryable, ids: readonly number[]): Promise<SearchDocument[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<ThreadRow>({ name: "search load threads", text: THREADS, values: [ids] });
  return rows.map(threadDocument);
}

function threadDocument(thread: ThreadRow): SearchDocument {
  const { id, title, categoryId, tags, state, needsCheck, affectedCount, authorId, createdAt, lastPostAt } = thread;
  const [question = "", ...others] = thread.posts.map(({ markdown }) => markdown);
  const solutions = others.filter((_, at) => thread.posts[at + 1]?.isSolution).slice(0, SOLUTIONS_READ);
  const replies = others.filter((markdown) => !solutions.includes(markdown));
  const asked = textOf([question, thread.expected, thread.tried]);
  const solved = textOf([...thread.answers.map(({ title, markdown }) => `${title}\n\n${markdown}`), ...solutions]);
  const said = textOf(replies);
  return {
    kind: "thread",
    id,
    title,
    body: asked.text,
    solution: solved.text,
    replies: said.text,
    code: aside([asked, solved, said]),
    categoryId,
    tags,
    state,
    isSolved: state === "solved",
    needsCheck,
    language: languageOf(plainWords(`${title} ${asked.text.slice(0, LANGUAGE_SAMPLE)}`)),
    affectedCount,
    authorId,
    createdAt,
    updatedAt: lastPostAt,
  };
}

/** Characters by which a text's language is told. */
const LANGUAGE_SAMPLE = 1500;

/** What several texts say and show, each kind in one piece. */
function textOf(sources: readonly string[]): Skimmed {
  const parts = sources.filter((source) => source !== "").map(skim);
  const joined = (of: (part: Skimmed) => string) => parts.map(of).filter(Boolean).join("\n");
  return { text: joined(({ text }) => text), code: joined(({ code }) => code), quotes: joined(({ quotes }) => quotes) };
}

/** Code, and what is quoted from elsewhere: what somebody in the thread has said is found where it was said. */
function aside(parts: readonly Skimmed[]): string {
  const said = parts.map(({ text }) => text).join("\n");
  const quoted = new Set(parts.flatMap(({ quotes }) => (quotes === "" ? [] : quotes.split("\n"))));
  const fromElsewhere = [...quoted].filter((line) => !said.includes(line.trim()));
  return [...parts.map(({ code }) => code), ...fromElsewhere].filter(Boolean).join("\n");
}

// An answer's words belong to its readers: they go with a thread only where the thread's readers are among them. The
// order of replies is that of the index Post_best_first.
const THREADS = `
SELECT thread.id, thread.title, thread."categoryId", thread.state::text AS state, thread.expected, thread.tried,
  thread."affectedCount", thread."authorId", thread."createdAt", thread."lastPostAt", COALESCE(${NEEDS_CHECK}, false) AS "needsCheck",
  ARRAY(SELECT tag.slug FROM "ThreadTag" AS link JOIN "Tag" AS tag ON tag.id = link."tagId" WHERE link."threadId" = thread.id ORDER BY tag.slug) AS tags,
  (SELECT json_agg(post) FROM (
    (SELECT left(markdown, 24000) AS markdown, position, false AS "isSolution" FROM "Post" AS question
      WHERE question."threadId" = thread.id AND question.position = 1)
    UNION ALL
    (SELECT left(markdown, 6000), position, "solutionAt" IS NOT NULL FROM "Post" AS reply
      WHERE reply."threadId" = thread.id AND reply.position > 1 AND reply."hiddenAt" IS NULL
      ORDER BY post_order("solutionAt", score, "workedCount", "didntCount"), position LIMIT ${REPLIES_READ})
  ) AS post) AS posts,
  COALESCE((SELECT json_agg(json_build_object('title', current.title, 'markdown', left(current.markdown, 16000)) ORDER BY answer.id)
    FROM "AnswerThread" AS linked JOIN "Answer" AS answer ON answer.id = linked."answerId"
    JOIN "AnswerVersion" AS current ON current."answerId" = answer.id AND current.version = answer.version
    JOIN "Category" AS category ON category.id = answer."categoryId"
    WHERE linked."threadId" = thread.id AND answer."publishedAt" IS NOT NULL AND answer."retractedAt" IS NULL
      AND (category."readableBy" = 'everyone' OR answer."categoryId" = thread."categoryId")), '[]') AS answers
FROM "Thread" AS thread
WHERE thread.id = ANY ($1::int[]) AND thread."hiddenAt" IS NULL AND EXISTS (
  SELECT FROM "Post" AS question WHERE question."threadId" = thread.id AND question.position = 1 AND question."hiddenAt" IS NULL)
ORDER BY thread.id`;

interface AnswerRow {
  id: number;
  title: string;
  markdown: string;
  categoryId: number;
  createdAt: Date;
  updatedAt: Date;
  reviewDueAt: Date | null;
  /** What people called the problem. */
  threadTitles: string[];
  affectedCount: number;
  authorId: number;
}

async function loadAnswers(db: Queryable, ids: readonly number[]): Promise<SearchDocument[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<AnswerRow>({ name: "search load answers", text: ANSWERS, values: [ids] });
  return rows.map(({ markdown, threadTitles, ...row }): SearchDocument => {
    const written = skim(markdown);
    const { text } = written;
    return {
      ...row,
      kind: "answer",
      body: text,
      solution: "",
      replies: threadTitles.join("\n"),
      code: aside([written]),
      tags: [],
      state: "published",
      isSolved: true,
      language: languageOf(plainWords(`${row.title} ${text.slice(0, LANGUAGE_SAMPLE)}`)),
    };
  });
}

const ANSWERS = `
SELECT answer.id, current.title, left(current.markdown, 24000) AS markdown, answer."categoryId",
  current."authorId", answer."createdAt", current."publishedAt" AS "updatedAt", answer."reviewDueAt",
  ARRAY(SELECT thread.title FROM "AnswerThread" AS linked JOIN "Thread" AS thread ON thread.id = linked."threadId"
    JOIN "Category" AS category ON category.id = thread."categoryId"
    WHERE linked."answerId" = answer.id AND thread."hiddenAt" IS NULL
      AND (category."readableBy" = 'everyone' OR thread."categoryId" = answer."categoryId")
    ORDER BY thread.id LIMIT 50) AS "threadTitles",
  (SELECT COALESCE(sum(thread."affectedCount"), 0)::int FROM "AnswerThread" AS linked
    JOIN "Thread" AS thread ON thread.id = linked."threadId" WHERE linked."answerId" = answer.id) AS "affectedCount"
FROM "Answer" AS answer
JOIN "AnswerVersion" AS current ON current."answerId" = answer.id AND current.version = answer.version
WHERE answer.id = ANY ($1::int[]) AND answer."publishedAt" IS NOT NULL AND answer."retractedAt" IS NULL
ORDER BY answer.id`;

/** The next threads or answers after an id, in the order of their ids. */
export async function idsAfter(db: Queryable, kind: SearchKey["kind"], id: number, most: number): Promise<number[]> {
  const table = kind === "thread" ? '"Thread"' : '"Answer"';
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM ${table} WHERE id > $1 ORDER BY id LIMIT $2`, [
    id,
    most,
  ]);
  return rows.map((row) => row.id);
}

/** The answers a thread has, and the threads an answer has: their texts stand in each other's documents. */
export async function relatedKeys(db: Queryable, { kind, id }: SearchKey): Promise<SearchKey[]> {
  const [own, other] = kind === "thread" ? ['"threadId"', '"answerId"'] : ['"answerId"', '"threadId"'];
  const { rows } = await db.query<{ id: number }>(
    `SELECT ${other} AS id FROM "AnswerThread" WHERE ${own} = $1 LIMIT 500`,
    [id],
  );
  return rows.map((row) => ({ kind: kind === "thread" ? "answer" : "thread", id: row.id }));
}
