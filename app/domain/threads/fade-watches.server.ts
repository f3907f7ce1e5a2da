import { transaction } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";

/** Whoever replied once and said nothing for so long is told no more. */
export const FADES_AFTER_DAYS = 90;
const AT_ONCE = 50;
const DAY_MS = 86_400_000;

/**
 * Ends some follows that began with a reply, where their owner has been silent in the thread since, and tells them so.
 * Asking, being affected and choosing are no such thing: they stay. True while more may be due.
 */
export async function fadeWatches(now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - FADES_AFTER_DAYS * DAY_MS);
  return transaction(async (tx) => {
    const faded = await tx.$queryRaw<{ threadId: number; accountId: number }[]>`
      DELETE FROM "Watch" WHERE ("threadId", "accountId") IN (
        SELECT watch."threadId", watch."accountId" FROM "Watch" AS watch
        WHERE watch.reason = 'replied' AND watch.level = 'watching' AND watch."createdAt" < ${since} AND NOT EXISTS (
          SELECT FROM "Post" AS post WHERE post."authorId" = watch."accountId" AND post."threadId" = watch."threadId"
            AND post."createdAt" >= ${since})
        ORDER BY watch."createdAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING "threadId", "accountId"`;
    for (const { threadId, accountId } of faded)
      await record(tx, SYSTEM, "thread.watch_faded", { threadId, accountId });
    return faded.length === AT_ONCE;
  });
}
