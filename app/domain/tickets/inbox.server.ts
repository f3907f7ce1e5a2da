import { pool, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { isDesk } from "../permissions.ts";
import { COUNT_MAX, INBOX_VIEWS, type Inbox, type InboxRow, type InboxView } from "./inbox.ts";
import type { SavedView } from "./view.ts";
import { conditionOf, IS_SNOOZED } from "./view-conditions.server.ts";
import { listViews } from "./views.server.ts";

const PAGE = 25;

const OPEN = `ticket.state IN ('read_back', 'new', 'open', 'returned')`;
const PAUSED = `ticket.state IN ('waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit')`;
const MINE = `ticket."assigneeId" = $1 AND ticket.state IN ('read_back', 'new', 'open', 'returned', 'waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit')`;

// Word for word the conditions of the partial indexes "Ticket_desk_…": otherwise Postgres would not use them.
const views: Record<InboxView, string> = {
  mine: `${MINE} AND NOT ${IS_SNOOZED("$1")}`,
  unassigned: `ticket."assigneeId" IS NULL AND ticket.state IN ('new', 'open', 'returned') AND $1::int > 0`,
  open: `${OPEN} AND $1::int > 0`,
  waiting: `${PAUSED} AND $1::int > 0`,
  snoozed: `${MINE} AND ${IS_SNOOZED("$1")}`,
};

/** What was put away and is back: on top, until it is looked at. */
const HAS_COME_BACK = `ticket.id IN (SELECT "ticketId" FROM "Snooze" WHERE "accountId" = $1 AND ("wokenAt" IS NOT NULL OR until <= now()))`;

const orderOf = (row: string) =>
  `(${row}.priority <> 'urgent'), (coalesce(${row}."dueAt", 'infinity'::timestamptz)), ${row}.id`;
const ORDER = orderOf("ticket");

/** The rows of a condition. $1 the viewer, $2 to $4 the place of the last row seen. */
const pageQuery = (condition: string) => `
  WITH page AS (
    SELECT ticket.* FROM (
      SELECT ticket.id FROM "Ticket" ticket
      WHERE ${condition} AND (${ORDER}) > ($2::boolean, $3::timestamptz, $4::int)
      ORDER BY ${ORDER} LIMIT ${PAGE + 1}
    ) found JOIN "Ticket" ticket USING (id)
  )
  SELECT page.id AS number, page.version, page.subject, page.state, page.priority, page."dueAt", page."dueClock",
         requester.name AS "requesterName", assignee.name AS "assigneeName", category.name AS "categoryName",
         page."requesterWaitingSince" IS NOT NULL AS "isAwaitingUs",
         page."assigneeId" IS NULL AND page.state <> 'read_back' AS "isTakeable",
         affected.count AS "affectedCount", coalesce(statement."isUnconfirmed", false) AS "isUnconfirmed",
         CASE WHEN look.version IS NULL THEN 'new' WHEN look.version < page.version THEN 'changed' END AS unread,
         CASE WHEN away."wokenAt" IS NOT NULL THEN 'reply' WHEN away.until <= now() THEN 'time' END AS "cameBack",
         away."ticketId" IS NOT NULL AND away."wokenAt" IS NULL AND (away.until IS NULL OR away.until > now()) AS "isAway",
         away.until AS "awayUntil"
  FROM page
  JOIN "Account" requester ON requester.id = page."requesterId"
  JOIN "Category" category ON category.id = page."categoryId"
  LEFT JOIN "Account" assignee ON assignee.id = page."assigneeId"
  LEFT JOIN "TicketLook" look ON look."accountId" = $1 AND look."ticketId" = page.id
  LEFT JOIN "Snooze" away ON away."accountId" = $1 AND away."ticketId" = page.id
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(thread."affectedCount"), 0)::int AS count
    FROM "TicketThread" link JOIN "Thread" thread ON thread.id = link."threadId" WHERE link."ticketId" = page.id
  ) affected ON true
  LEFT JOIN LATERAL (
    SELECT "confirmedAt" IS NULL AND "passedUnconfirmedAt" IS NOT NULL AS "isUnconfirmed"
    FROM "Statement" WHERE "ticketId" = page.id ORDER BY number DESC LIMIT 1
  ) statement ON true
  ORDER BY ${orderOf("page")}`;

/** The query of a view, which a test asks Postgres to explain. What has come back stands above the rest of "Mine". */
export const inboxQuery = (view: InboxView) =>
  pageQuery(view === "mine" ? `${views.mine} AND NOT ${HAS_COME_BACK}` : views[view]);

const BACK = pageQuery(`${MINE} AND ${HAS_COME_BACK}`);

const countOf = (condition: string) =>
  `(SELECT count(*)::int FROM (SELECT FROM "Ticket" ticket WHERE ${condition} LIMIT ${COUNT_MAX}) counted)`;
export const COUNTS = `SELECT ${INBOX_VIEWS.map((view) => `${countOf(views[view])} AS ${view}`).join(", ")}`;

type Row = InboxRow & Record<string, unknown>;

/**
 * One view of the inbox with the counts of all; unless one is asked for, the first that has anything to do. Not found
 * for whoever does not work at the desk.
 */
export async function listInbox(
  viewer: Viewer,
  asked: InboxView | number | null,
  after: string | null,
): Promise<Inbox> {
  if (!isDesk(viewer)) throw new NotFound();
  const saved = await listViews(viewer);
  const open = typeof asked === "number" ? saved.find(({ id }) => id === asked) : undefined;
  if (typeof asked === "number" && !open) throw new NotFound();
  const [counts, savedCounts] = await Promise.all([countBuiltIn(viewer), countSaved(viewer, saved)]);
  const view = typeof asked === "string" ? asked : (INBOX_VIEWS.find((one) => counts[one] > 0) ?? "mine");
  const [rows, back] = await Promise.all([
    open ? savedRows(viewer, open, after) : rowsOf(viewer, view, after),
    view === "mine" && !open && after === null ? read<Row>("inbox_back", BACK, [viewer.id, ...placeOf(null)]) : [],
  ]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const next = rows.length > PAGE && last ? cursorOf(last) : null;
  const listed = saved.map((one, index) => ({ ...one, count: savedCounts[index] ?? 0 }));
  return { view: open ? null : view, open: open ?? null, saved: listed, counts, rows: [...back, ...shown], next };
}

async function countBuiltIn(viewer: Viewer): Promise<Record<InboxView, number>> {
  const [found] = await read<Record<InboxView, number>>("inbox_counts", COUNTS, [viewer.id]);
  return found ?? { mine: 0, unassigned: 0, open: 0, waiting: 0, snoozed: 0 };
}

const rowsOf = (viewer: Viewer, view: InboxView, after: string | null) =>
  read<Row>(`inbox_${view}`, inboxQuery(view), [viewer.id, ...placeOf(after)]);

/** The query of a saved view with its values, which a test asks Postgres to explain. */
export function savedQuery(viewer: Viewer, { filter }: Pick<SavedView, "filter">, after: string | null) {
  const values: unknown[] = [viewer.id, ...placeOf(after)];
  const text = pageQuery(conditionOf(filter, viewer, (value) => `$${values.push(value)}`));
  return { text, values };
}

async function savedRows(viewer: Viewer, view: SavedView, after: string | null): Promise<Row[]> {
  return (await pool.query<Row>(savedQuery(viewer, view, after))).rows;
}

/** The query that counts all saved views at once. */
export function savedCountsQuery(viewer: Viewer, saved: readonly Pick<SavedView, "filter">[]) {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const counts = saved.map(({ filter }) => countOf(conditionOf(filter, viewer, bind)));
  return { text: `SELECT ARRAY[${counts.join(", ")}]::int[] AS counts`, values };
}

async function countSaved(viewer: Viewer, saved: readonly SavedView[]): Promise<number[]> {
  if (saved.length === 0) return [];
  const { rows } = await pool.query<{ counts: number[] }>(savedCountsQuery(viewer, saved));
  return rows[0]?.counts ?? [];
}

const cursorOf = ({ priority, dueAt, number }: InboxRow) =>
  `${priority === "urgent" ? 0 : 1}.${dueAt ? dueAt.getTime() : "none"}.${number}`;

/** The place a cursor stands for; without one, before the first row. */
function placeOf(cursor: string | null): [isLater: boolean, due: string, id: number] {
  const [, later, due, id] = /^([01])\.(\d{1,14}|none)\.(\d{1,10})$/.exec(cursor ?? "") ?? [];
  if (!due) return [false, "-infinity", 0];
  return [later === "1", due === "none" ? "infinity" : new Date(Number(due)).toISOString(), Number(id)];
}
