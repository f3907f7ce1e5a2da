import { read } from "../../platform/db.server.ts";
import { actingFor } from "../accounts/acting.server.ts";
import { requestOf, selfAndNameless, TURNS_MAX, turnsOf } from "../accounts/turns.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { readableBy } from "../permissions.ts";
import type { Ask, Case } from "./case.ts";
import { IS_LISTED, PICKED_CASES } from "./case-rows.ts";

const PAGE = 30;

const TURNS = `WITH picked AS (
    SELECT turn.key, 0 AS place FROM (${selfAndNameless("$1::int")}) person CROSS JOIN LATERAL (${turnsOf("$2::text[]")}) turn
    GROUP BY turn.key LIMIT ${TURNS_MAX})
  ${PICKED_CASES} ORDER BY until NULLS LAST, at DESC, key`;

/** What waits for the viewer: what has a date first, the soonest of all. What waits for those they act for is theirs. */
export async function listTurns(viewer: Viewer): Promise<Case[]> {
  const rows = await read<Row>("cases.turns", TURNS, [viewer.id, readableBy(viewer)]);
  return rows.map((row) => caseOf(viewer, row));
}

/** The case's last word in public; the request is `of`. */
const LAST_IN_PUBLIC = (of: string) => `(SELECT other.id, other."lastPostAt" AS at
    FROM "TicketThread" link JOIN "Thread" other ON other.id = link."threadId" AND other."authorId" = person.id
    WHERE link."ticketId" = ${of} AND ${IS_LISTED("other")} AND ${requestOf("other")} = ${of}
    ORDER BY other."lastPostAt" DESC, other.id LIMIT 1)`;

// Either lane is read in the order of its own index. Each case stands where its latest word is: its other rows are passed over.
const ALL = `WITH picked AS (
    SELECT key, place FROM (${selfAndNameless("$1::int")} UNION ALL SELECT unnest($6::int[])) person CROSS JOIN LATERAL (
      (SELECT coalesce(request.id, -own.id) AS key, own."lastPostAt" AS at, -own.id AS place
        FROM "Thread" own CROSS JOIN LATERAL (SELECT ${requestOf("own")} AS id) request
        WHERE own."authorId" = person.id AND ${IS_LISTED("own")}
          AND own."lastPostAt" <= $3::timestamptz AND (own."lastPostAt" < $3 OR -own.id < $4::int)
          AND coalesce(request.id, -own.id) <> ALL ($5::int[])
          AND (request.id IS NULL OR EXISTS (SELECT FROM ${LAST_IN_PUBLIC("request.id")} last, "Ticket" beside
            WHERE last.id = own.id AND beside.id = request.id AND beside."updatedAt" < own."lastPostAt"))
        ORDER BY own."lastPostAt" DESC, own.id LIMIT ${PAGE + 1})
      UNION ALL
      (SELECT own.id, own."updatedAt", own.id FROM "Ticket" own
        WHERE own."requesterId" = person.id AND own.state NOT IN ('joined', 'spam')
          AND (own."updatedAt", own.id) < ($3::timestamptz, $4::int) AND own.id <> ALL ($5::int[])
          AND NOT EXISTS (SELECT FROM ${LAST_IN_PUBLIC("own.id")} last WHERE last.at > own."updatedAt")
        ORDER BY own."updatedAt" DESC, own.id DESC LIMIT ${PAGE + 1})
    ) word ORDER BY at DESC, place DESC LIMIT ${PAGE + 1})
  ${PICKED_CASES} ORDER BY at DESC, place DESC`;

const LAST_ID = 2_147_483_647;

/**
 * Everything of the viewer's and of those they act for, the latest word of either lane first, without what stands among the turns;
 * `after` is the cursor of an earlier page.
 */
export async function listCases(viewer: Viewer, after: string | null, turns: readonly Case[] = []) {
  const [, ms = "4102444800000", place = String(LAST_ID)] = /^(\d{1,13})\.(-?\d{1,9})$/.exec(after ?? "") ?? [];
  const rows = await read<Row>("cases.all", ALL, [
    viewer.id,
    readableBy(viewer),
    new Date(Number(ms)),
    Number(place),
    turns.map(({ kind, id }) => (kind === "request" ? id : -id)),
    viewer.actsFor.map(({ principalId }) => principalId),
  ]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    cases: shown.map((row) => caseOf(viewer, row)),
    next: rows.length > PAGE && last ? `${last.at.getTime()}.${last.place}` : null,
  };
}

type ThreadRow = Case["threads"][number] & { ask: Ask | null; unread: number };

interface Row extends Omit<Case, "promises" | "threads" | "href" | "forName" | "isNameless"> {
  personId: number;
  promises: { text: string; dueAt: string }[];
  threads: ThreadRow[];
  place: number;
  [column: string]: unknown;
}

function caseOf(viewer: Viewer, row: Row): Case {
  const { kind, id, personId, title, state, until, wanted, promises, threads, unread, at } = row;
  const forName = actingFor(viewer, personId)?.principalName ?? null;
  return {
    ...{ kind, id, title, state, until, wanted, at, forName },
    href: placeOf(row),
    ask: row.ask ?? threads.find(({ ask }) => ask)?.ask ?? null,
    promises: promises.map(({ text, dueAt }) => ({ text, dueAt: new Date(dueAt) })),
    threads: threads.map((thread) => ({ id: thread.id, title: thread.title, state: thread.state })),
    unread: threads.reduce((sum, thread) => sum + thread.unread, unread),
    isNameless: personId !== viewer.id && forName === null,
  };
}

/** Where something is asked of them; else where something is new. */
function placeOf({ kind, id, ask, unread, threads }: Row): string {
  if (kind === "thread") return `/threads/${id}`;
  const asking = ask ? undefined : threads.find((thread) => thread.ask);
  const other = asking ?? (ask || unread > 0 ? undefined : threads.find((thread) => thread.unread > 0));
  return other ? `/threads/${other.id}` : `/requests/${id}`;
}
