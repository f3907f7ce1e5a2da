import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";

export const REPORT_DAYS = 30;
/** A rate of fewer says nothing of anybody (product.md §12). */
export const RATE_LEAST = 20;

export interface RoutingReport {
  waves: number;
  told: number;
  read: number;
  answered: number;
  solved: number;
}

/** What calling a few people came to: of each call, whether it was looked at, answered and solved by who was called. */
export async function routingReport(viewer: Viewer): Promise<RoutingReport> {
  if (!can(viewer, "searches.see", null)) throw new NotFound();
  const since = new Date(Date.now() - REPORT_DAYS * 86_400_000);
  const [row] = await prisma.$queryRaw<RoutingReport[]>`
    SELECT count(DISTINCT event.id)::int AS waves, count(notice.id)::int AS told, count(notice."readAt") FILTER (WHERE NOT notice.data ? 'isWithdrawn')::int AS read,
      count(notice.id) FILTER (WHERE said.answered)::int AS answered, count(notice.id) FILTER (WHERE said.solved)::int AS solved
    FROM "Event" AS event LEFT JOIN "Notification" AS notice ON notice."eventId" = event.id
    LEFT JOIN LATERAL (
      SELECT count(*) > 0 AS answered, count("solutionAt") > 0 AS solved FROM "Post"
      WHERE "threadId" = event."threadId" AND "authorId" = notice."accountId" AND "createdAt" > event."createdAt"
    ) AS said ON true
    WHERE event.kind = 'thread.routed' AND event."createdAt" > ${since}`;
  return row ?? { waves: 0, told: 0, read: 0, answered: 0, solved: 0 };
}
