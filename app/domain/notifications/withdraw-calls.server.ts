import { read } from "../../platform/db.server.ts";

const WITHDRAW = `
  WITH withdrawn AS (
    UPDATE "Notification" SET "readAt" = now(), data = data || '{"isWithdrawn": true}'
    WHERE "eventId" IN (SELECT id FROM "Event" WHERE "threadId" = $1 AND kind = 'thread.routed')
      AND kind = 'helper' AND "readAt" IS NULL RETURNING "accountId")
  SELECT pg_notify('inbox', string_agg("accountId"::text, ','))::text FROM withdrawn HAVING count(*) > 0`;

/**
 * A question that is solved wants nobody's answer any more: whoever was called to it and has not looked yet need not. The
 * call counts as read, so that it is neither counted by the bell nor mailed; the report counts it as withdrawn.
 */
export async function withdrawCalls(threadId: number): Promise<void> {
  await read("withdraw_calls", WITHDRAW, [threadId]);
}
