import { prisma } from "../../platform/db.server.ts";
import type { LeavableField } from "./ask-input.ts";

const REPORTED_DAYS = 90;
const KEPT_DAYS = 400;

/** Counts a page to ask on that was left with something in it: by what was written in last, and by nothing else. */
export async function noteLeaving(field: LeavableField): Promise<void> {
  await prisma.$executeRaw`INSERT INTO "AskLeaving" AS leaving (day, field, count) VALUES (current_date, ${field}, 1)
    ON CONFLICT (day, field) DO UPDATE SET count = leaving.count + 1`;
}

/** How often, of late, by field. */
export async function leavingsByField(): Promise<Map<string, number>> {
  const day = { gt: new Date(Date.now() - REPORTED_DAYS * 86_400_000) };
  const rows = await prisma.askLeaving.groupBy({ by: ["field"], where: { day }, _sum: { count: true } });
  return new Map(rows.map(({ field, _sum }) => [field, _sum.count ?? 0]));
}

/** Forgets what is long ago. */
export async function clearLeavings(now: Date): Promise<void> {
  await prisma.askLeaving.deleteMany({ where: { day: { lt: new Date(now.getTime() - KEPT_DAYS * 86_400_000) } } });
}
