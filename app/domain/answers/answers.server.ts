import type { Outcome } from "../../generated/prisma/enums.ts";
import { prisma, read, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, isDesk, readableBy, visible } from "../permissions.ts";

/** A published answer as everybody reads it, in its current version. */
export interface PublishedAnswer {
  id: number;
  slug: string;
  title: string;
  markdown: string;
  html: string;
  version: number;
  publishedAt: Date;
  checkedAt: Date;
  reviewDueAt: Date | null;
  authorName: string;
  authorHandle: string;
  /** Of the current version only: a corrected answer starts afresh. */
  workedCount: number;
  didntCount: number;
  /** Said without an account. */
  visitorsWorked: number;
  visitorsDidnt: number;
  viewerOutcome: Outcome | null;
  /** Not only some may read it. */
  isPublic: boolean;
}

const PUBLISHED = `
  SELECT answer.id, answer.slug, answer.version, answer."publishedAt", answer."checkedAt", answer."reviewDueAt", answer."workedCount",
    answer."didntCount", answer."visitorsWorked", answer."visitorsDidnt", current.title, current.markdown, author.name AS "authorName", author.handle AS "authorHandle",
    said.outcome AS "viewerOutcome", category."readableBy" = 'everyone' AS "isPublic"
  FROM "Answer" AS answer
  JOIN "Category" AS category ON category.id = answer."categoryId"
  JOIN "AnswerVersion" AS current ON current."answerId" = answer.id AND current.version = answer.version
  JOIN "Account" AS author ON author.id = current."authorId"
  LEFT JOIN "AnswerOutcome" AS said
    ON said."answerId" = answer.id AND said."accountId" = $2 AND said.version = answer.version`;

const OF_THREAD = `${PUBLISHED}
  JOIN "AnswerThread" AS linked ON linked."answerId" = answer.id
  WHERE linked."threadId" = $3 AND ${ANSWER_IS_PUBLIC}
  ORDER BY answer."publishedAt", answer.id`;

/** The company's answers to a thread: what stands at its top. The caller has seen to it that the viewer sees the thread. */
export async function answersOfThread(viewer: Viewer, threadId: number): Promise<PublishedAnswer[]> {
  const rows = await read<Omit<PublishedAnswer, "html">>("answers_of_thread", OF_THREAD, [
    readableBy(viewer),
    viewer.id,
    threadId,
  ]);
  return Promise.all(rows.map(withHtml));
}

const BY_SLUG = `${PUBLISHED} WHERE answer.slug = $3 AND ${ANSWER_IS_PUBLIC}`;

/** The published answer of this address, or null. */
export async function findPublished(viewer: Viewer, slug: string): Promise<PublishedAnswer | null> {
  const [row] = await read<Omit<PublishedAnswer, "html">>("answer_by_slug", BY_SLUG, [
    readableBy(viewer),
    viewer.id,
    slug,
  ]);
  return row ? withHtml(row) : null;
}

const LATEST = `${PUBLISHED} WHERE ${ANSWER_IS_PUBLIC} ORDER BY answer."publishedAt" DESC, answer.id DESC LIMIT $3`;

/** The answers published last. */
export async function latestAnswers(viewer: Viewer, limit: number): Promise<PublishedAnswer[]> {
  const values = [readableBy(viewer), viewer.id, limit];
  return Promise.all((await read<Omit<PublishedAnswer, "html">>("answers_latest", LATEST, values)).map(withHtml));
}

const withHtml = async (row: Omit<PublishedAnswer, "html">) => ({ ...row, html: await renderMarkdown(row.markdown) });

/**
 * Locks the answer for the rest of the transaction and reads it as it is now, with its draft and its threads. Every verb
 * that changes an answer begins here.
 */
export async function lockAnswer(tx: Tx, viewer: Viewer, answerId: number) {
  await tx.$queryRaw`SELECT 1 FROM "Answer" WHERE id = ${answerId} FOR UPDATE`;
  const answer = await tx.answer.findFirst({
    where: { AND: [{ id: answerId }, visible.answers(viewer)] },
    include: { category: true, draft: true, threads: { orderBy: { threadId: "asc" } } },
  });
  if (!answer) throw new NotFound();
  return answer;
}

/** Whether it answers something that the viewer has asked. */
export const hasAskedFor = async (db: Tx, { kind, id: authorId }: Viewer, answerId: number): Promise<boolean> =>
  kind !== "visitor" && (await db.answerThread.count({ where: { answerId, thread: { authorId } } })) > 0;

export type LockedAnswer = Awaited<ReturnType<typeof lockAnswer>>;

/** The answers that came of this ticket: for the desk drafts included, for its requester what is published. */
export async function answersOfTicket(viewer: Viewer, ticketId: number) {
  const rows = await prisma.answer.findMany({
    where: { AND: [{ ticketId }, visible.answers(viewer)] },
    include: { draft: isDesk(viewer), versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.draft?.title || row.versions[0]?.title || "",
    version: row.version,
    draftState: row.draft?.state ?? null,
    retractedAt: row.retractedAt,
  }));
}
