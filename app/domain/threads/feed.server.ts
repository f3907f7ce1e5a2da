import { read } from "../../platform/db.server.ts";
import { type Viewer, visitor } from "../accounts/viewer.ts";
import { THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { type ListedReply, listReplies } from "./list-replies.server.ts";
import { type ListedThread, listThreads, type ThreadScope } from "./list-threads.server.ts";

/** A feed tells everybody alike: whoever reads it, it is read as a visitor. */
const anybody: Viewer = visitor();

interface Texts {
  id: number;
  createdAt: Date;
  /** Of anything that its entry says: a word, an edit, being solved. */
  changedAt: Date;
  question: string;
  solution: string | null;
}

export type ThreadOfFeed = ListedThread & Omit<Texts, "id">;

const TEXTS = `SELECT thread.id, thread."createdAt", question.markdown AS question, solution.markdown AS solution,
  GREATEST(thread."lastPostAt", thread."solvedAt", question."editedAt", solution."editedAt") AS "changedAt"
  FROM "Thread" thread
  JOIN "Category" category ON category.id = thread."categoryId"
  JOIN "Post" question ON question."threadId" = thread.id AND question.position = 1
  LEFT JOIN LATERAL (SELECT markdown, "editedAt" FROM "Post" WHERE "threadId" = thread.id AND "solutionAt" IS NOT NULL
    AND "hiddenAt" IS NULL ORDER BY id LIMIT 1) AS solution ON TRUE
  WHERE thread.id = ANY ($4::int[]) AND ${THREAD_IS_VISIBLE}`;

/** The threads a list begins with, with their question and what solved it: a page of the list, and no more. */
export async function listThreadsOfFeed(scope: ThreadScope): Promise<ThreadOfFeed[]> {
  const { rows } = await listThreads(anybody, scope, null);
  const ids = rows.map(({ id }) => id);
  const texts = new Map(
    (await read<Texts>("feed.texts", TEXTS, [...threadScope(anybody), ids])).map((text) => [text.id, text]),
  );
  return rows.flatMap((row) => {
    const text = texts.get(row.id);
    return text ? [{ ...row, ...text }] : [];
  });
}

const LAST = { direction: "before", key: 0, id: 2_147_483_647 } as const;

/** The last replies to a thread, the newest first. */
export async function listRepliesOfFeed(threadId: number): Promise<ListedReply[]> {
  return (await listReplies(anybody, threadId, "oldest", LAST)).rows.reverse();
}
