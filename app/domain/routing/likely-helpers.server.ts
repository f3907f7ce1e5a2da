import type { Role } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import { viewerFrom } from "../accounts/viewer.ts";
import { isNight } from "../calendars/night.ts";
import { can } from "../permissions.ts";
import { CALLS_A_DAY, HELPERS_A_WAVE, type Helper } from "./helper.ts";

interface Candidate {
  id: number;
  name: string;
  role: Role;
  locale: string;
  timeZone: string | null;
  suspendedUntil: Date | null;
  near: number;
  inCategory: number;
}

type Question = Parameters<typeof can<"thread.see">>[2] & { id: number; categoryId: number };

const CANDIDATES = 40;
/** Of a category so many threads are looked at, the latest. */
const THREADS_READ = 300;

/**
 * The few who are most likely to know: by their solutions to questions like it, then by those in its category lately.
 * Members only, and of them those who may read it, are awake where they are, have been here lately, were not called to
 * it before nor too often today, and have not asked to be left alone.
 */
export async function likelyHelpers(tx: Tx, question: Question, nearIds: number[], now: Date): Promise<Helper[]> {
  const candidates = await tx.$queryRaw<Candidate[]>`
    WITH solved AS (
      SELECT post."authorId", count(*) FILTER (WHERE post."threadId" = ANY (${nearIds}))::int AS near,
        count(*) FILTER (WHERE thread."categoryId" = ${question.categoryId})::int AS "inCategory"
      FROM "Post" AS post JOIN "Thread" AS thread ON thread.id = post."threadId"
      WHERE post."solutionAt" IS NOT NULL AND post."hiddenAt" IS NULL AND post."authorId" <> thread."authorId"
        AND (post."threadId" = ANY (${nearIds}) OR post."threadId" IN (
          SELECT id FROM "Thread" WHERE "categoryId" = ${question.categoryId} ORDER BY "lastPostAt" DESC, id DESC LIMIT ${THREADS_READ}))
      GROUP BY post."authorId")
    SELECT account.id, account.name, account.role::text, account.locale, account."timeZone", account."suspendedUntil",
      solved.near, solved."inCategory"
    FROM solved JOIN "Account" AS account ON account.id = solved."authorId"
    WHERE account.id <> ${question.authorId} AND account.role IN ('customer', 'expert') AND account.email IS NOT NULL
      AND (EXISTS (SELECT FROM "Session" WHERE "accountId" = account.id AND "expiresAt" > ${now})
        OR EXISTS (SELECT FROM "Post" WHERE "authorId" = account.id AND "createdAt" > ${daysBefore(now, 60)}))
      AND NOT EXISTS (SELECT FROM "MailChoice" WHERE "accountId" = account.id AND 'helping' = ANY (off))
      AND NOT EXISTS (SELECT FROM "Watch" WHERE "accountId" = account.id AND "threadId" = ${question.id} AND level = 'muted')
      AND NOT EXISTS (SELECT FROM "Event" WHERE "threadId" = ${question.id} AND kind IN ('thread.routed', 'thread.nudged')
        AND data -> 'helpers' @> jsonb_build_array(jsonb_build_object('accountId', account.id)))
      AND (SELECT count(*) FROM "Notification" WHERE "accountId" = account.id AND kind = 'helper'
        AND "createdAt" > ${daysBefore(now, 1)}) < ${CALLS_A_DAY}
    ORDER BY solved.near DESC, solved."inCategory" DESC, account.id LIMIT ${CANDIDATES}`;
  return candidates
    .filter((one) => mayBeCalled(one, question, now))
    .slice(0, HELPERS_A_WAVE)
    .map(({ id, near, inCategory }) => ({ accountId: id, near, inCategory }));
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

function mayBeCalled(one: Candidate, question: Question, now: Date): boolean {
  const viewer = viewerFrom(one, now);
  return can(viewer, "thread.see", question) && !viewer.isSuspended && !isNight(viewer.timeZone, now);
}
