import { read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { type Lack, REPORT_DAYS } from "./search.ts";

/** One question of the report, by its folded words. */
export interface LackingSearch {
  words: string;
  searches: number;
  /** Within one day a person is counted once. */
  people: number;
  /** Who said that nothing found was of help. */
  unhelped: number;
  /** Whose search ended without opening a result. */
  unopened: number;
  lastAt: Date;
}

export interface LackReport {
  rows: LackingSearch[];
  hasMore: boolean;
}

const ROWS_A_PAGE = 50;

/** What people searched for and did not find, or found without help, most people first; for staff who write answers. */
export async function listLacking(viewer: Viewer, lack: Lack, page: number): Promise<LackReport> {
  if (!can(viewer, "searches.see", null)) throw new NotFound();
  const rows = await read<LackingSearch>(`searches lacking ${lack}`, lack === "found" ? NOT_FOUND : NO_HELP, [
    REPORT_DAYS,
    ROWS_A_PAGE + 1,
    (page - 1) * ROWS_A_PAGE,
  ]);
  return { rows: rows.slice(0, ROWS_A_PAGE), hasMore: rows.length > ROWS_A_PAGE };
}

/** How many searches there were in the time of the report, found nothing, and were said to have helped or not. */
export interface SearchTotals {
  searches: number;
  notFound: number;
  helped: number;
  unhelped: number;
}

/** The searches of the report's time in figures. */
export async function searchTotals(viewer: Viewer): Promise<SearchTotals> {
  if (!can(viewer, "searches.see", null)) throw new NotFound();
  const [totals] = await read<SearchTotals>("searches totals", TOTALS, [REPORT_DAYS]);
  return totals ?? { searches: 0, notFound: 0, helped: 0, unhelped: 0 };
}

const TOTALS = `
  SELECT count(*)::int AS searches, (count(*) FILTER (WHERE results = 0))::int AS "notFound",
    (count(*) FILTER (WHERE helped))::int AS helped, (count(*) FILTER (WHERE NOT helped))::int AS unhelped
  FROM "SearchQuery" WHERE "askedAt" > now() - make_interval(days => $1)`;

const reportSql = (which: string, having: string, order: string) => `
  SELECT words, count(*)::int AS searches, count(DISTINCT person)::int AS people,
    (count(*) FILTER (WHERE NOT helped))::int AS unhelped,
    (count(*) FILTER (WHERE clicked = '{}' AND helped IS NOT TRUE))::int AS unopened, max("askedAt") AS "lastAt"
  FROM "SearchQuery" WHERE "askedAt" > now() - make_interval(days => $1) AND ${which}
  GROUP BY words ${having} ORDER BY ${order}, max("askedAt") DESC, words LIMIT $2 OFFSET $3`;

// What is found by now, since somebody answered, is no lack any more: the last search says.
const NOT_FOUND = reportSql(
  "true",
  `HAVING (array_agg(results ORDER BY "askedAt" DESC))[1] = 0`,
  "count(DISTINCT person) DESC",
);

// Somebody said so; or nobody opened anything, and nobody said that what was shown was enough.
const NO_HELP = reportSql(
  "results > 0",
  `HAVING bool_or(NOT helped) OR bool_and(clicked = '{}' AND helped IS NOT TRUE)`,
  "count(*) FILTER (WHERE NOT helped) DESC, count(DISTINCT person) DESC",
);
