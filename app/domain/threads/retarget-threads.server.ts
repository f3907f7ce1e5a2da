import { transaction } from "../../platform/db.server.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { silenceSeconds } from "./silence.server.ts";

const A_TIME = 500;

interface Waiting {
  id: number;
  escalateAfterHours: number | null;
  waitingSince: Date;
}

/** Asks anew when silence sends waiting threads to staff, after a calendar was changed. */
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
    const rows = await tx.$queryRaw<Waiting[]>`
      SELECT thread.id, category."escalateAfterHours", thread."waitingSince"
      FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
      WHERE thread.id > ${after} AND thread."waitingSince" IS NOT NULL AND thread."hiddenAt" IS NULL AND NOT EXISTS (
        SELECT FROM "TicketThread" link WHERE link."threadId" = thread.id AND link."isLive")
      ORDER BY thread.id LIMIT ${A_TIME} FOR UPDATE OF thread`;
    const settings = await siteSettings(tx);
    const calendar = await currentCalendar(tx);
    const times = rows.map((row) => dueAt(calendar, row.waitingSince, silenceSeconds(settings, row), []));
    await tx.$executeRaw`
      UPDATE "Thread" thread SET "escalateAt" = due.at
      FROM unnest(${rows.map(({ id }) => id)}::int[], ${times}::timestamptz[]) AS due (id, at)
      WHERE thread.id = due.id AND thread."escalateAt" IS DISTINCT FROM due.at`;
    return rows;
  });
}
