import type { GoodwillCause } from "../../generated/prisma/enums.ts";
import { read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";

export const GOODWILL_DAYS = 365;

/** More causes in more categories than anybody reads. */
const SUMS_MAX = 100;

// $1 now. What is accepted follows its offer in the ledger; what nobody answered was offered all the same.
const BY_CAUSE = `
  SELECT step.cause::text, category.name AS category, step.currency, count(*)::int AS offered,
    count(*) FILTER (WHERE next.deed = 'accepted')::int AS accepted,
    coalesce(sum(step.amount) FILTER (WHERE next.deed = 'accepted'), 0)::float8 AS worth
  FROM "GoodwillStep" step
  JOIN "Ticket" ticket ON ticket.id = step."ticketId"
  JOIN "Category" category ON category.id = ticket."categoryId"
  LEFT JOIN "GoodwillStep" next ON next."ticketId" = step."ticketId" AND next.number = step.number + 1
  WHERE step.deed = 'offered' AND step.cause IS NOT NULL AND step.at > $1::timestamptz - interval '${GOODWILL_DAYS} days' AND step.at <= $1
  GROUP BY 1, category.id, 3 ORDER BY worth DESC, offered DESC, category.id, 1 LIMIT ${SUMS_MAX}`;

const ASKED = `
  SELECT count(*) FILTER (WHERE deed = 'asked')::int AS asked, count(*) FILTER (WHERE deed = 'refused')::int AS refused
  FROM "GoodwillStep" WHERE deed IN ('asked', 'refused') AND at > $1::timestamptz - interval '${GOODWILL_DAYS} days' AND at <= $1`;

/** What one cause has cost in one category; `worth` in the currency's smallest unit. */
export interface GoodwillSum {
  cause: GoodwillCause;
  category: string;
  currency: string;
  offered: number;
  accepted: number;
  worth: number;
}

export interface GoodwillReport {
  sums: GoodwillSum[];
  asked: number;
  refused: number;
}

/** What was given out of goodwill and why, the dearest first, for leads and managers. */
export async function goodwillReport(viewer: Viewer, now = new Date()): Promise<GoodwillReport> {
  if (!can(viewer, "ratings.see", null)) throw new NotFound();
  const [sums, [count]] = await Promise.all([
    read<GoodwillSum & Record<string, unknown>>("goodwill_by_cause", BY_CAUSE, [now]),
    read<{ asked: number; refused: number }>("goodwill_asked", ASKED, [now]),
  ]);
  return { sums, asked: count?.asked ?? 0, refused: count?.refused ?? 0 };
}
