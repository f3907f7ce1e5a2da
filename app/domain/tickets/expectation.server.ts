import { read } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { type Expectation, LEAST_MEASURED } from "./expectation.ts";

const WAIT_DAYS = 28;
const PEERS_DAYS = 90;
/** Of a busy category the newest tell enough. */
const QUESTIONS_READ = 1_000;
const JOINABLE_SHOWN = 3;

// Who still waits has waited at least until now: left out, the slowest would not count. $1 the category, $2 zone, $3 now.
const WAITS = `
  SELECT count(*)::int AS count,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM coalesce("firstRespondedAt", $3) - "createdAt")) AS median
  FROM "Ticket"
  WHERE "categoryId" = $1 AND "createdAt" > $3::timestamptz - interval '${WAIT_DAYS} days' AND "createdAt" <= $3
    AND "correctsAnswerId" IS NULL AND state <> 'spam'
    AND extract(hour FROM "createdAt" AT TIME ZONE $2) = extract(hour FROM $3::timestamptz AT TIME ZONE $2)`;

const PEERS = `
  SELECT count(*)::int AS count, count(*) FILTER (WHERE asked."solvedAt" IS NOT NULL
    AND NOT EXISTS (SELECT FROM "TicketThread" WHERE "threadId" = asked.id)
    AND EXISTS (SELECT FROM "Post" WHERE "threadId" = asked.id AND "solutionAt" IS NOT NULL AND NOT "isStaff" AND "hiddenAt" IS NULL)
  )::int AS solved
  FROM (SELECT id, "solvedAt" FROM "Thread"
    WHERE "categoryId" = $1 AND "createdAt" > $2::timestamptz - interval '${PEERS_DAYS} days' AND "hiddenAt" IS NULL
      AND "knownSince" IS NULL AND "importedFrom" IS NULL
    ORDER BY "createdAt" DESC LIMIT ${QUESTIONS_READ}) AS asked`;

// $4 the thread: those clearly about the same that its asker may read and that staff has, best first.
const JOINABLE = `
  SELECT thread.id, thread.title
  FROM "ThreadNeighbours" base, unnest(base.same) WITH ORDINALITY AS near (id, place)
  JOIN "Thread" thread ON thread.id = near.id
  JOIN "Category" category ON category.id = thread."categoryId"
  WHERE base."threadId" = $4 AND ${THREAD_IS_VISIBLE} AND thread."hiddenAt" IS NULL
    AND EXISTS (SELECT FROM "TicketThread" link JOIN "Ticket" ticket ON ticket.id = link."ticketId"
      WHERE link."threadId" = thread.id AND link."isLive" AND ticket.state <> 'resolved')
  ORDER BY near.place LIMIT ${JOINABLE_SHOWN}`;

interface Asked {
  threadId: number;
  categoryId: number;
}

/** What the asker of a thread may expect of staff and of others just now. */
export async function expectationOf(
  viewer: Viewer,
  { threadId, categoryId }: Asked,
  now = new Date(),
): Promise<Expectation> {
  const { timeZone } = await currentCalendar();
  const [[waits], [peers], joinable] = await Promise.all([
    read<{ count: number; median: number | null }>("expected_wait", WAITS, [categoryId, timeZone, now]),
    read<{ count: number; solved: number }>("expected_peers", PEERS, [categoryId, now]),
    read<{ id: number; title: string }>("joinable", JOINABLE, [...threadScope(viewer), threadId]),
  ]);
  return {
    waitSeconds: waits && waits.count >= LEAST_MEASURED ? Math.round(waits.median ?? 0) : null,
    peersSolve: peers && peers.count >= LEAST_MEASURED ? peers.solved / peers.count : null,
    joinable,
  };
}
