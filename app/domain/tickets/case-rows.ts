import { isReadable, requestOf, THREAD_IS_MY_TURN } from "../accounts/turns.ts";

/*
 * What the lists of cases show of each, in SQL. `picked` holds the keys of the cases (`turns.ts`) and their places in the list, $1 is
 * the viewer's id, $2 the kinds of category open to them.
 */

const UNREAD = (where: string) =>
  `(SELECT count(*)::int FROM "Notification" notice WHERE notice."accountId" = $1 AND notice."readAt" IS NULL AND ${where})`;

const THREAD_ASKS = `CASE WHEN ${THREAD_IS_MY_TURN} THEN CASE own.state WHEN 'needs_info' THEN 'details' ELSE 'verdict' END END`;

const IS_WITH_STAFF = `(own.state <> 'solved' AND EXISTS (SELECT FROM "TicketThread" link WHERE link."threadId" = own.id AND link."isLive"))`;

/** A thread in the lists: what is hidden, or stands where they may not read, is not. */
export const IS_LISTED = (own: string) => `${own}."hiddenAt" IS NULL AND ${isReadable("$2::text[]", own)}`;

const THREADS = `SELECT 'thread' AS kind, own.id, own."authorId" AS "personId", own.title,
    CASE WHEN ${IS_WITH_STAFF} THEN 'with_staff' ELSE own.state::text END AS state, ${THREAD_ASKS} AS ask,
    CASE WHEN own.state = 'needs_attention' THEN own."escalateAt" END AS until, '' AS wanted, '[]'::json AS promises, '[]'::json AS threads,
    ${UNREAD('notice."threadId" = own.id')} AS unread, own."lastPostAt" AS at, picked.key, picked.place
  FROM picked JOIN "Thread" own ON own.id = -picked.key`;

/** What they are to do comes first, but for a question that they were asked since. */
const IS_DUTY = `(duty.text IS NOT NULL AND (own.state <> 'waiting_on_requester' OR own."waitingFor" = duty.text))`;

/** The threads of the request's own customer that are one case with it; the request is `one`. */
const IN_PUBLIC = `SELECT json_agg(json_build_object('id', own.id, 'title', own.title, 'state', own.state, 'ask', ${THREAD_ASKS},
      'unread', ${UNREAD('notice."threadId" = own.id')}) ORDER BY own.id) AS threads,
    bool_or(${THREAD_IS_MY_TURN}) AS asks, max(own."lastPostAt") AS at
  FROM "TicketThread" link JOIN "Thread" own ON own.id = link."threadId" AND own."authorId" = one."requesterId"
  WHERE link."ticketId" = one.id AND ${IS_LISTED("own")} AND ${requestOf("own")} = one.id`;

/** Also of what was joined into it. */
const UNREAD_IN_LANE = `${UNREAD('notice."ticketId" = own.id')}
  + coalesce((SELECT sum(${UNREAD('notice."ticketId" = gone."ticketId"')})::int FROM "TicketJoin" gone WHERE gone."intoId" = own.id), 0)`;

const REQUESTS = `SELECT 'request', own.id, own."requesterId", own.subject, own.state::text,
    CASE WHEN own.state = 'read_back' THEN 'read_back' WHEN own.state = 'resolved' THEN 'settle' WHEN ${IS_DUTY} THEN 'duty'
      WHEN own.state = 'waiting_on_requester' THEN 'answer' END AS ask,
    CASE WHEN own.state IN ('read_back', 'resolved') THEN own."timerAt" WHEN ${IS_DUTY} THEN duty."dueAt" WHEN public.asks THEN NULL
      WHEN own.state IN ('waiting_on_requester', 'waiting_on_visit') THEN own."waitingUntil" ELSE greatest(own."dueAt", own."apologisedUntil") END AS until,
    CASE WHEN ${IS_DUTY} THEN duty.text WHEN own.state IN ('waiting_on_requester', 'waiting_on_visit') THEN own."waitingFor" ELSE '' END,
    (SELECT coalesce(json_agg(json_build_object('text', text, 'dueAt', "dueAt") ORDER BY "dueAt"), '[]')
      FROM "Promise" WHERE "ticketId" = own.id AND "settledAt" IS NULL),
    coalesce(public.threads, '[]'), ${UNREAD_IN_LANE}, greatest(own."updatedAt", public.at), picked.key, picked.place
  FROM picked JOIN "Ticket" own ON own.id = picked.key
  CROSS JOIN LATERAL (SELECT own.id, own."requesterId") one
  CROSS JOIN LATERAL (${IN_PUBLIC}) public
  LEFT JOIN LATERAL (SELECT text, "dueAt" FROM "Duty" WHERE own."dutyUntil" IS NOT NULL AND "ticketId" = own.id AND state = 'open'
    ORDER BY "dueAt", id LIMIT 1) duty ON true`;

/** Each of them once, whichever of its rows was picked. */
export const PICKED_CASES = `SELECT * FROM (${THREADS} UNION ALL ${REQUESTS}) AS mine`;
