import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Speaker } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";

/** More of somebody's latest posts are not compared: nobody writes as many in the minutes that are asked about. */
const COMPARED = 50;

interface Flood {
  /** The thread in which they said the same just now; null for nowhere. */
  saidIn: number | null;
  /** Until when the first day lasts, and how much of it is used up; null when it is over. */
  firstDayEnds: Date | null;
  done: number;
}

const isFree = ({ kind }: Viewer) => kind === "staff" || kind === "system";

/** Refuses to say the same again at once, and more than a first day's replies to others. The same form sent twice is not meant. */
export async function refuseFloodOfReplies(
  tx: Tx,
  viewer: Viewer,
  { authorId }: { authorId: number },
  { body, submissionKey = "" }: { body: string; submissionKey?: string },
  speaker: Speaker,
): Promise<void> {
  if (isFree(viewer)) return;
  const settings = await siteSettings(tx);
  const [flood] = await tx.$queryRaw<Flood[]>`
    WITH day AS (
      SELECT "createdAt" + ${settings.firstDayHours}::float * interval '1 hour' AS ends FROM "Account" WHERE id = ${speaker.authorId})
    SELECT (SELECT "threadId" FROM (
          SELECT "threadId", markdown, "createdAt", "withdrawnAt", "submissionKey" FROM "Post"
          WHERE "authorId" = ${speaker.authorId} ORDER BY id DESC LIMIT ${COMPARED}) AS said
        WHERE "createdAt" > now() - ${settings.sameTextMinutes}::float * interval '1 minute' AND "withdrawnAt" IS NULL
          AND markdown = ${body} AND "submissionKey" IS DISTINCT FROM ${`${viewer.id}:${submissionKey}`} LIMIT 1) AS "saidIn",
      CASE WHEN ends > now() AND ${speaker.authorId !== authorId} THEN ends END AS "firstDayEnds",
      CASE WHEN ends > now() AND ${speaker.authorId !== authorId} THEN (SELECT count(*)::int FROM (
        SELECT FROM "Post" post JOIN "Thread" thread ON thread.id = post."threadId"
        WHERE post."authorId" = ${speaker.authorId} AND post.position > 1 AND thread."authorId" <> ${speaker.authorId}
          AND post."submissionKey" IS DISTINCT FROM ${`${viewer.id}:${submissionKey}`}
        LIMIT ${settings.firstDayReplies}) AS reply) ELSE 0 END AS done
    FROM day`;
  refuse(flood, settings.firstDayReplies, "first_day_replies");
}

/** The same of questions, those that were asked without a name among them: they are told to nobody but who is behind them. */
export async function refuseFloodOfQuestions(
  tx: Tx,
  viewer: Viewer,
  markdown: string,
  speaker: Speaker,
): Promise<void> {
  if (isFree(viewer)) return;
  const accountId = viewer.ownerId ?? viewer.id;
  const settings = await siteSettings(tx);
  const [flood] = await tx.$queryRaw<Flood[]>`
    WITH asker AS (SELECT id FROM "Account" WHERE id = ${accountId} OR "ownerId" = ${accountId}),
      day AS (SELECT "createdAt" + ${settings.firstDayHours}::float * interval '1 hour' AS ends FROM "Account" WHERE id = ${accountId})
    SELECT (SELECT said."threadId" FROM (SELECT id FROM asker UNION SELECT ${speaker.authorId}::int) AS asker CROSS JOIN LATERAL (
          SELECT "threadId", markdown, "createdAt", "withdrawnAt" FROM "Post" WHERE "authorId" = asker.id ORDER BY id DESC LIMIT ${COMPARED}) AS said
        WHERE said."createdAt" > now() - ${settings.sameTextMinutes}::float * interval '1 minute' AND said."withdrawnAt" IS NULL
          AND said.markdown = ${markdown} LIMIT 1) AS "saidIn",
      CASE WHEN ends > now() THEN ends END AS "firstDayEnds",
      CASE WHEN ends > now() THEN (SELECT count(*)::int FROM "Thread" thread WHERE thread."authorId" IN (SELECT id FROM asker)) ELSE 0 END AS done
    FROM day`;
  refuse(flood, settings.firstDayQuestions, "first_day_questions");
}

function refuse(flood: Flood | undefined, most: number, code: string) {
  if (!flood) return;
  if (flood.saidIn !== null) throw new Conflict("said_already", { thread: flood.saidIn });
  if (flood.firstDayEnds && flood.done >= most)
    throw new Conflict(code, { most, at: flood.firstDayEnds.toISOString() });
}
