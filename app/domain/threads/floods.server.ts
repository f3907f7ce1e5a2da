import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Speaker } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keptFiles } from "../attachments/attachment.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { AskInput, ReplyInput } from "./input.ts";
import { markdownOf } from "./questions.ts";
import { titleOf } from "./title-from.ts";

/** More of somebody's latest posts are not compared: nobody writes as many in the minutes that are asked about. */
const COMPARED = 50;

interface Flood {
  /** The thread in which they said the same just now; null for nowhere. */
  saidIn: number | null;
  /** What they said there, if it is this very thing: a reply or a question. */
  sameId: number | null;
  /** Until when the first day lasts, and how much of it is used up; null when it is over. */
  firstDayEnds: Date | null;
  done: number;
}

const isFree = ({ kind }: Viewer) => kind === "staff" || kind === "system";

/** Nothing is lost where the words stand already: no file and no private value came with them. */
const isWordsAlone = ({ attachments = "", privateValues = [] }: { attachments?: string } & WithPrivateValues) =>
  keptFiles(attachments).length === 0 && privateValues.length === 0;

/**
 * The reply that says the same in this place since a moment ago, sent from another form; null for none. Refuses to say the
 * same elsewhere at once, and more than a first day's replies to others. The same form sent twice is not meant.
 */
export async function sameReply(
  tx: Tx,
  viewer: Viewer,
  { id, authorId }: { id: number; authorId: number },
  input: ReplyInput,
  speaker: Speaker,
): Promise<number | null> {
  if (isFree(viewer)) return null;
  const settings = await siteSettings(tx);
  const key = `${viewer.id}:${input.submissionKey ?? ""}`;
  const [flood] = await tx.$queryRaw<Flood[]>`
    WITH day AS (
      SELECT "createdAt" + ${settings.firstDayHours}::float * interval '1 hour' AS ends FROM "Account" WHERE id = ${speaker.authorId})
    SELECT said."threadId" AS "saidIn", CASE WHEN said."isSame" THEN said.id END AS "sameId",
      CASE WHEN ends > now() AND ${speaker.authorId !== authorId} THEN ends END AS "firstDayEnds",
      CASE WHEN ends > now() AND ${speaker.authorId !== authorId} THEN (SELECT count(*)::int FROM (
        SELECT FROM "Post" post JOIN "Thread" thread ON thread.id = post."threadId"
        WHERE post."authorId" = ${speaker.authorId} AND post.position > 1 AND thread."authorId" <> ${speaker.authorId}
          AND post."submissionKey" IS DISTINCT FROM ${key}
        LIMIT ${settings.firstDayReplies}) AS reply) ELSE 0 END AS done
    FROM day LEFT JOIN LATERAL (
      SELECT id, "threadId", ${isWordsAlone(input)} AND "threadId" = ${id} AND position > 1 AND "hiddenAt" IS NULL
          AND "replyToId" IS NOT DISTINCT FROM ${input.replyTo || null}::int AS "isSame"
      FROM (
          SELECT id, "threadId", position, markdown, "createdAt", "withdrawnAt", "hiddenAt", "replyToId", "submissionKey" FROM "Post"
          WHERE "authorId" = ${speaker.authorId} ORDER BY id DESC LIMIT ${COMPARED}) AS latest
      WHERE "createdAt" > statement_timestamp() - ${settings.sameTextMinutes}::float * interval '1 minute' AND "withdrawnAt" IS NULL
        AND markdown = ${input.body} AND "submissionKey" IS DISTINCT FROM ${key}
      ORDER BY "isSame" DESC LIMIT 1) AS said ON true`;
  return sameOrRefuse(flood, settings.firstDayReplies, "first_day_replies");
}

/**
 * The same of questions, those that were asked without a name among them: they are told to nobody but who is behind them.
 * `authorId` is whose question it will be, null for one without a name; `categoryId` is where.
 */
export async function sameQuestion(
  tx: Tx,
  viewer: Viewer,
  input: AskInput,
  { authorId, categoryId }: { authorId: number | null; categoryId: number | null },
): Promise<number | null> {
  if (isFree(viewer) && authorId !== null) return null;
  const accountId = viewer.ownerId ?? viewer.id;
  const settings = await siteSettings(tx);
  const [flood] = await tx.$queryRaw<Flood[]>`
    WITH asker AS (SELECT id FROM "Account" WHERE id = ${accountId} OR "ownerId" = ${accountId}),
      day AS (SELECT "createdAt" + ${settings.firstDayHours}::float * interval '1 hour' AS ends FROM "Account" WHERE id = ${accountId})
    SELECT said."threadId" AS "saidIn", CASE WHEN said."isSame" THEN said."threadId" END AS "sameId",
      CASE WHEN ends > now() THEN ends END AS "firstDayEnds",
      CASE WHEN ends > now() THEN (SELECT count(*)::int FROM "Thread" thread WHERE thread."authorId" IN (SELECT id FROM asker)) ELSE 0 END AS done
    FROM day LEFT JOIN LATERAL (
      SELECT latest."threadId", ${isWordsAlone(input)} AND latest.position = 1 AND thread."hiddenAt" IS NULL
          AND thread."categoryId" IS NOT DISTINCT FROM ${categoryId}::int
          AND CASE WHEN ${authorId}::int IS NULL THEN asker.id <> ${accountId} ELSE asker.id = ${authorId} END
          AND (title, expected, tried, "desiredOutcome") = (${titleOf(input)}, ${input.expected}, ${input.tried}, ${input.desiredOutcome}) AS "isSame"
      FROM (SELECT id FROM asker UNION SELECT ${authorId}::int) AS asker CROSS JOIN LATERAL (
          SELECT "threadId", position, markdown, "createdAt", "withdrawnAt" FROM "Post" WHERE "authorId" = asker.id ORDER BY id DESC LIMIT ${COMPARED}) AS latest
        JOIN "Thread" thread ON thread.id = latest."threadId"
      WHERE latest."createdAt" > statement_timestamp() - ${settings.sameTextMinutes}::float * interval '1 minute' AND latest."withdrawnAt" IS NULL
        AND latest.markdown = ${markdownOf(input)}
      ORDER BY "isSame" DESC LIMIT 1) AS said ON true`;
  return sameOrRefuse(flood, settings.firstDayQuestions, "first_day_questions");
}

function sameOrRefuse(flood: Flood | undefined, most: number, code: string): number | null {
  if (!flood) return null;
  if (flood.sameId !== null) return flood.sameId;
  if (flood.saidIn !== null) throw new Conflict("said_already", { thread: flood.saidIn });
  if (flood.firstDayEnds && flood.done >= most)
    throw new Conflict(code, { most, at: flood.firstDayEnds.toISOString() });
  return null;
}
