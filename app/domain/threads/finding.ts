/**
 * What is too thin to be worth finding by a search engine, though everybody may read it: one rule for the page, which
 * then says `noindex`, and for the sitemap, which leaves it out.
 */

/** A question that nobody has answered is indexed while it is new and says something. */
const FRESH_DAYS = 60;
const TEXT_LEAST = 120;
/** A tag of fewer threads is a worse copy of their pages. */
export const TAG_THREADS_LEAST = 3;

const DAY_MS = 86_400_000;

interface Talk {
  replyCount: number;
  hasAnswer: boolean;
  createdAt: Date;
  /** Of the question, in characters. */
  length: number;
}

/** No reply, no company answer, and either old or hardly a sentence. */
export function isThinThread({ replyCount, hasAnswer, createdAt, length }: Talk, now: Date): boolean {
  if (replyCount > 0 || hasAnswer) return false;
  return length < TEXT_LEAST || now.getTime() - createdAt.getTime() > FRESH_DAYS * DAY_MS;
}

/** The same in SQL, for `thread` and its `question`. */
export const THREAD_IS_WORTH_FINDING = `(thread."replyCount" > 0
  OR EXISTS (SELECT FROM "AnswerThread" link JOIN "Answer" answer ON answer.id = link."answerId"
    JOIN "Category" kind ON kind.id = answer."categoryId" AND kind."readableBy" = 'everyone'
    WHERE link."threadId" = thread.id AND answer."publishedAt" IS NOT NULL AND answer."retractedAt" IS NULL)
  OR (thread."createdAt" >= now() - interval '${FRESH_DAYS} days'
    AND length(question.markdown) + length(thread.expected) + length(thread.tried) >= ${TEXT_LEAST}))`;
