import { prisma, transaction } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { elapsedSeconds } from "../calendars/clock.ts";
import { record } from "../events/record.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { lockThread } from "../threads/threads.server.ts";
import { type Helper, WAVES_MAX } from "./helper.ts";
import { likelyHelpers } from "./likely-helpers.server.ts";

/** A question is left to whoever passes by for so long, and after so many days to staff. */
const FIRST_AFTER_MINUTES = 5;
const ASKED_WITHIN_DAYS = 14;
const LOOKED_AT = 50;

interface Unanswered {
  id: number;
  title: string;
  markdown: string;
}

/** Questions that nobody has answered and that are not with staff, the newest first. */
export function unansweredQuestions(now: Date): Promise<Unanswered[]> {
  const minute = 60_000;
  return prisma.$queryRaw<Unanswered[]>`
    SELECT thread.id, thread.title, question.markdown FROM "Thread" AS thread
    JOIN "Post" AS question ON question."threadId" = thread.id AND question.position = 1
    WHERE thread.state = 'needs_attention' AND thread."replyCount" = 0 AND thread."hiddenAt" IS NULL
      AND thread."waitingSince" <= ${new Date(now.getTime() - FIRST_AFTER_MINUTES * minute)}
      AND thread."lastPostAt" > ${new Date(now.getTime() - ASKED_WITHIN_DAYS * 1_440 * minute)}
      AND (SELECT count(*) FROM "Event" WHERE "threadId" = thread.id AND kind = 'thread.routed') < ${WAVES_MAX}
      AND NOT EXISTS (SELECT FROM "TicketThread" WHERE "threadId" = thread.id AND "isLive")
    ORDER BY thread."lastPostAt" DESC, thread.id DESC LIMIT ${LOOKED_AT}`;
}

/**
 * Calls the next few likely helpers to a question, when the last ones have had their time. Who was called in which wave,
 * and why, is the event. Two workers at once call one wave: the thread is locked.
 */
export async function routeQuestion(threadId: number, nearIds: number[], now = new Date()): Promise<Helper[]> {
  return transaction(async (tx) => {
    const thread = await lockThread(tx, SYSTEM, threadId);
    const waves = await tx.event.findMany({ where: { threadId, kind: "thread.routed" }, orderBy: { id: "asc" } });
    const last = waves.at(-1);
    if (thread.state !== "needs_attention" || thread.replyCount > 0 || waves.length >= WAVES_MAX) return [];
    const { routingWaveHours } = await siteSettings(tx);
    const calendar = await currentCalendar(tx);
    if (last && elapsedSeconds(calendar, last.createdAt, now, []) < routingWaveHours * 3_600) return [];
    const helpers = await likelyHelpers(tx, thread, nearIds, now);
    if (helpers.length > 0)
      await record(tx, SYSTEM, "thread.routed", { threadId, data: { wave: waves.length + 1, helpers } });
    return helpers;
  });
}
