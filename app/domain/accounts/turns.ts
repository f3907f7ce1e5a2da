/** A reply that its asker has not spoken to for so long waits for nobody any more. */
const VERDICT_WAITS_DAYS = 14;

/**
 * What waits for its owner, for the count in the header and for the page that lists it: one rule, so that they agree.
 * The alias of the row is `own`; what is with staff is told of its request, not of its thread.
 */
export const THREAD_IS_MY_TURN = `own."hiddenAt" IS NULL AND own.state IN ('needs_info', 'responded')
  AND (own.state = 'needs_info' OR own."lastPostAt" > now() - interval '${VERDICT_WAITS_DAYS} days')
  AND NOT EXISTS (SELECT FROM "TicketThread" WHERE "threadId" = own.id AND "isLive")`;
export const REQUEST_IS_MY_TURN = `(own.state IN ('read_back', 'waiting_on_requester', 'resolved')
  OR (own."dutyUntil" IS NOT NULL AND own.state <> 'spam'))`;

/** Nobody is told of a thread in a category that is closed to them now; `kinds` is SQL for those that are open. */
export const isReadable = (kinds: string, own = "own") =>
  `EXISTS (SELECT FROM "Category" category WHERE category.id = ${own}."categoryId" AND category."readableBy"::text = ANY (${kinds}))`;

/** The kinds of category open to a row of `account`: `readableBy` of permissions.ts in SQL. */
export const KINDS_OF_ACCOUNT = `CASE WHEN account."isGuest" THEN ARRAY['everyone']
  WHEN account.role IN ('customer', 'expert') THEN ARRAY['everyone', 'members'] ELSE ARRAY['everyone', 'members', 'staff'] END`;

/** More are neither counted nor listed at once. */
export const TURNS_MAX = 100;

/** The ids of an account and of those it has asked under without its name. */
export const selfAndNameless = (id: string) =>
  `SELECT ${id} AS id UNION ALL SELECT guest.id FROM "Account" guest WHERE guest."ownerId" = ${id}`;

/** The request of its asker's that a thread is one case with: the live one, else the latest. What was joined goes on in another. */
export const requestOf = (own: string) => `(SELECT link."ticketId" FROM "TicketThread" link
  JOIN "Ticket" request ON request.id = link."ticketId" AND request."requesterId" = ${own}."authorId"
  WHERE link."threadId" = ${own}.id AND request.state NOT IN ('joined', 'spam')
  ORDER BY link."isLive" DESC, link."ticketId" DESC LIMIT 1)`;

/**
 * The cases that wait for a row of `person`, by their key: the number of the request, or that of the thread below zero where there is
 * none. A request and its threads are one case, and so are two threads of one request.
 */
export const turnsOf = (kinds: string) => `
  (SELECT coalesce(${requestOf("own")}, -own.id) AS key FROM "Thread" own
    WHERE own."authorId" = person.id AND ${THREAD_IS_MY_TURN} AND ${isReadable(kinds)} ORDER BY own."lastPostAt" DESC LIMIT ${TURNS_MAX})
  UNION ALL
  (SELECT own.id FROM "Ticket" own WHERE own."requesterId" = person.id AND ${REQUEST_IS_MY_TURN} LIMIT ${TURNS_MAX})`;
