import type { Thread } from "../../generated/prisma/client.ts";
import { transaction } from "../../platform/db.server.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { policiesByCategory } from "./policies.server.ts";
import { dueOf } from "./silence.server.ts";

const A_TIME = 500;

/** Asks anew what threads do by themselves, after a calendar or a policy was changed. */
export async function retargetThreads(): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await retargetSome(after);
    const last = rows.at(-1);
    if (!last || rows.length < A_TIME) return;
    after = last.id;
  }
}

function retargetSome(after: number) {
  return transaction(async (tx) => {
    const rows = await tx.$queryRaw<Thread[]>`
      SELECT * FROM "Thread" thread
      WHERE thread.id > ${after} AND (thread."waitingSince" IS NOT NULL OR thread."stepAt" IS NOT NULL)
        AND thread."hiddenAt" IS NULL AND NOT EXISTS (
        SELECT FROM "TicketThread" link WHERE link."threadId" = thread.id AND link."isLive")
      ORDER BY thread.id LIMIT ${A_TIME} FOR UPDATE OF thread`;
    const policyOf = await policiesByCategory(tx);
    const calendar = await currentCalendar(tx);
    const due = rows.map((row) => dueOf(row, policyOf(row.categoryId), calendar));
    await tx.$executeRaw`
      UPDATE "Thread" thread SET "escalateAt" = due.escalation, "stepAt" = due.step
      FROM unnest(${rows.map(({ id }) => id)}::int[], ${due.map(({ escalateAt }) => escalateAt)}::timestamptz[],
        ${due.map(({ stepAt }) => stepAt)}::timestamptz[]) AS due (id, escalation, step)
      WHERE thread.id = due.id AND (thread."escalateAt", thread."stepAt") IS DISTINCT FROM (due.escalation, due.step)`;
    return rows;
  });
}
