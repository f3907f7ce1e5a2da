import { read } from "../../platform/db.server.ts";
import { isReadable, REQUEST_IS_MY_TURN, THREAD_IS_MY_TURN, TURNS_MAX } from "../accounts/turns.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { readableBy } from "../permissions.ts";
import type { Case } from "./case.ts";

const PAGE = 30;

const UNREAD = (column: string) =>
  `(SELECT count(*)::int FROM "Notification" WHERE "accountId" = $1 AND "${column}" = own.id AND "readAt" IS NULL)`;

const THREAD_ASKS = `CASE WHEN ${THREAD_IS_MY_TURN} THEN CASE own.state WHEN 'needs_info' THEN 'details' ELSE 'verdict' END END`;

const IS_WITH_STAFF = `(own.state <> 'solved' AND EXISTS (SELECT FROM "TicketThread" link WHERE link."threadId" = own.id AND link."isLive"))`;

const THREAD = `'thread' AS kind, own.id, own.title,
  CASE WHEN ${IS_WITH_STAFF} THEN 'with_staff' ELSE own.state::text END AS state, ${THREAD_ASKS} AS ask,
  CASE WHEN own.state = 'needs_attention' THEN own."escalateAt" END AS until, '' AS wanted, '[]'::json AS promises,
  ${UNREAD("threadId")} AS unread, own."lastPostAt" AS at FROM "Thread" own`;

/** What they are to do comes first, but for a question that they were asked since. */
const IS_DUTY = `(duty.text IS NOT NULL AND (own.state <> 'waiting_on_requester' OR own."waitingFor" = duty.text))`;

const REQUEST = `'request' AS kind, own.id, own.subject AS title, own.state::text,
  CASE WHEN own.state = 'read_back' THEN 'read_back' WHEN own.state = 'resolved' THEN 'settle' WHEN ${IS_DUTY} THEN 'duty'
    WHEN own.state = 'waiting_on_requester' THEN 'answer' END AS ask,
  CASE WHEN own.state IN ('read_back', 'resolved') THEN own."timerAt" WHEN ${IS_DUTY} THEN duty."dueAt"
    WHEN own.state = 'waiting_on_requester' THEN own."waitingUntil" ELSE greatest(own."dueAt", own."apologisedUntil") END AS until,
  CASE WHEN ${IS_DUTY} THEN duty.text WHEN own.state = 'waiting_on_requester' THEN own."waitingFor" ELSE '' END AS wanted,
  (SELECT coalesce(json_agg(json_build_object('text', text, 'dueAt', "dueAt") ORDER BY "dueAt"), '[]')
    FROM "Promise" WHERE "ticketId" = own.id AND "settledAt" IS NULL) AS promises,
  ${UNREAD("ticketId")} AS unread, own."updatedAt" AS at FROM "Ticket" own
  LEFT JOIN LATERAL (SELECT text, "dueAt" FROM "Duty" WHERE own."dutyUntil" IS NOT NULL AND "ticketId" = own.id AND state = 'open'
    ORDER BY "dueAt", id LIMIT 1) duty ON true`;

const TURNS = `SELECT * FROM (
    (SELECT ${THREAD} WHERE own."authorId" = $1 AND ${THREAD_IS_MY_TURN} AND ${isReadable("$2::text[]")}
      ORDER BY own."lastPostAt" DESC LIMIT ${TURNS_MAX})
    UNION ALL
    (SELECT ${REQUEST} WHERE own."requesterId" = $1 AND ${REQUEST_IS_MY_TURN} LIMIT ${TURNS_MAX})
  ) AS mine ORDER BY until NULLS LAST, at DESC, kind, id LIMIT ${TURNS_MAX}`;

/** What waits for the viewer: what has a date first, the soonest of all. */
export async function listTurns(viewer: Viewer): Promise<Case[]> {
  const rows = await read<Row>("cases.turns", TURNS, [viewer.id, readableBy(viewer)]);
  return rows.map(caseOf);
}

const REST = `SELECT * FROM (
    (SELECT ${THREAD} WHERE own."authorId" = $1 AND own."hiddenAt" IS NULL AND ${isReadable("$4::text[]")}
      AND (own."lastPostAt", own.id) < ($2::timestamptz, $3::int) ORDER BY own."lastPostAt" DESC, own.id DESC LIMIT ${PAGE + 1})
    UNION ALL
    (SELECT ${REQUEST} WHERE own."requesterId" = $1 AND own.state <> 'spam'
      AND (own."updatedAt", own.id) < ($2::timestamptz, $3::int) ORDER BY own."updatedAt" DESC, own.id DESC LIMIT ${PAGE + 1})
  ) AS mine ORDER BY at DESC, id DESC, kind LIMIT ${PAGE + 1}`;

const LAST_ID = 2_147_483_647;

/** Everything of the viewer's, the latest word first; `after` is the cursor of an earlier page. */
export async function listCases(viewer: Viewer, after: string | null): Promise<{ cases: Case[]; next: string | null }> {
  const [, ms = "4102444800000", id = String(LAST_ID)] = /^(\d{1,13})\.(\d{1,9})$/.exec(after ?? "") ?? [];
  const rows = await read<Row>("cases.all", REST, [viewer.id, new Date(Number(ms)), Number(id), readableBy(viewer)]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    cases: shown.map(caseOf),
    next: rows.length > PAGE && last ? `${last.at.getTime()}.${last.id}` : null,
  };
}

interface Row extends Omit<Case, "promises"> {
  promises: { text: string; dueAt: string }[];
  [column: string]: unknown;
}

function caseOf({ kind, id, title, state, ask, until, wanted, promises, unread, at }: Row): Case {
  const open = promises.map(({ text, dueAt }) => ({ text, dueAt: new Date(dueAt) }));
  return { kind, id, title, state, ask, until, wanted, promises: open, unread, at };
}
