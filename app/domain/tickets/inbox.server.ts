import { read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { isDesk } from "../permissions.ts";
import { COUNT_MAX, INBOX_VIEWS, type Inbox, type InboxRow, type InboxView } from "./inbox.ts";

const PAGE = 25;

const OPEN = `ticket.state IN ('read_back', 'new', 'open', 'returned')`;
const PAUSED = `ticket.state IN ('waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit')`;

// Word for word the conditions of the partial indexes "Ticket_desk_…": otherwise Postgres would not use them.
const views: Record<InboxView, string> = {
  mine: `ticket."assigneeId" = $1 AND ticket.state IN ('read_back', 'new', 'open', 'returned', 'waiting_on_requester', 'waiting_on_third_party', 'waiting_on_visit')`,
  unassigned: `ticket."assigneeId" IS NULL AND ticket.state IN ('new', 'open', 'returned') AND $1::int > 0`,
  open: `${OPEN} AND $1::int > 0`,
  waiting: `${PAUSED} AND $1::int > 0`,
};

const ORDER = `(ticket.priority <> 'urgent'), (coalesce(ticket."dueAt", 'infinity'::timestamptz)), ticket.id`;

/** The query of a view, which a test asks Postgres to explain. $1 the viewer, $2 to $4 the place of the last row seen. */
export const inboxQuery = (view: InboxView) => `
  WITH page AS (
    SELECT ticket.id, ticket.version, ticket.subject, ticket.state, ticket.priority, ticket."dueAt", ticket."dueClock",
           ticket."requesterId", ticket."assigneeId", ticket."categoryId", ticket."requesterWaitingSince",
           row_number() OVER () AS place
    FROM (
      SELECT * FROM "Ticket" ticket
      WHERE ${views[view]} AND (${ORDER}) > ($2::boolean, $3::timestamptz, $4::int)
      ORDER BY ${ORDER} LIMIT ${PAGE + 1}
    ) ticket
  )
  SELECT page.id AS number, page.version, page.subject, page.state, page.priority, page."dueAt", page."dueClock",
         requester.name AS "requesterName", assignee.name AS "assigneeName", category.name AS "categoryName",
         page."requesterWaitingSince" IS NOT NULL AS "isAwaitingUs",
         page."assigneeId" IS NULL AND page.state <> 'read_back' AS "isTakeable",
         affected.count AS "affectedCount", coalesce(statement."isUnconfirmed", false) AS "isUnconfirmed"
  FROM page
  JOIN "Account" requester ON requester.id = page."requesterId"
  JOIN "Category" category ON category.id = page."categoryId"
  LEFT JOIN "Account" assignee ON assignee.id = page."assigneeId"
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(thread."affectedCount"), 0)::int AS count
    FROM "TicketThread" link JOIN "Thread" thread ON thread.id = link."threadId" WHERE link."ticketId" = page.id
  ) affected ON true
  LEFT JOIN LATERAL (
    SELECT "confirmedAt" IS NULL AND "passedUnconfirmedAt" IS NOT NULL AS "isUnconfirmed"
    FROM "Statement" WHERE "ticketId" = page.id ORDER BY number DESC LIMIT 1
  ) statement ON true
  ORDER BY page.place`;

const count = (view: InboxView) =>
  `(SELECT count(*)::int FROM (SELECT FROM "Ticket" ticket WHERE ${views[view]} LIMIT ${COUNT_MAX}) counted) AS ${view}`;
export const COUNTS = `SELECT ${INBOX_VIEWS.map(count).join(", ")}`;

/**
 * One view of the inbox with the counts of all; unless one is asked for, the first that has anything to do. Not found
 * for whoever does not work at the desk.
 */
export async function listInbox(viewer: Viewer, asked: InboxView | null, after: string | null): Promise<Inbox> {
  if (!isDesk(viewer)) throw new NotFound();
  const [found] = await read<Record<InboxView, number>>("inbox_counts", COUNTS, [viewer.id]);
  const counts = found ?? { mine: 0, unassigned: 0, open: 0, waiting: 0 };
  const view = asked ?? INBOX_VIEWS.find((one) => counts[one] > 0) ?? "mine";
  const values = [viewer.id, ...placeOf(after)];
  const rows = await read<InboxRow & Record<string, unknown>>(`inbox_${view}`, inboxQuery(view), values);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return { view, counts, rows: shown, next: rows.length > PAGE && last ? cursorOf(last) : null };
}

const cursorOf = ({ priority, dueAt, number }: InboxRow) =>
  `${priority === "urgent" ? 0 : 1}.${dueAt ? dueAt.getTime() : "none"}.${number}`;

/** The place a cursor stands for; without one, before the first row. */
function placeOf(cursor: string | null): [isLater: boolean, due: string, id: number] {
  const [, later, due, id] = /^([01])\.(\d{1,14}|none)\.(\d{1,10})$/.exec(cursor ?? "") ?? [];
  if (!due) return [false, "-infinity", 0];
  return [later === "1", due === "none" ? "infinity" : new Date(Number(due)).toISOString(), Number(id)];
}
