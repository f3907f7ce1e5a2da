import { read } from "../../platform/db.server.ts";
import { actingFor } from "../accounts/acting.server.ts";
import { themAndTheirs } from "../accounts/acting.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { LedgerEntry } from "./promise-ledger.ts";

const PAGE = 30;

const MS = (at: string) => `floor(extract(epoch FROM ${at}) * 1000)::float8`;
const OF_THEIRS = `ticket."requesterId" = ANY ($1::int[]) AND ticket.state <> 'spam'`;

const PROMISES = `SELECT 1 AS sort, 'promise' AS kind, promise.id, ticket.id AS "ticketId", ticket.subject, ticket."requesterId", promise.text,
    NULL::int AS amount, NULL AS currency, owner.name AS "byName", promise."dueAt", coalesce(promise."settledAt", promise."createdAt") AS at,
    promise.settlement AS reason,
    CASE WHEN promise."wasKept" THEN CASE WHEN promise."settledAt" > promise."dueAt" THEN 'kept_late' ELSE 'kept' END
      WHEN promise."settledAt" IS NOT NULL THEN 'broken' WHEN promise."dueAt" < now() THEN 'overdue' ELSE 'open' END AS standing,
    (promise."settledAt" IS NOT NULL)::int AS rank,
    CASE WHEN promise."settledAt" IS NULL THEN ${MS('promise."dueAt"')} ELSE -${MS('promise."settledAt"')} END AS place
  FROM "Ticket" ticket JOIN "Promise" promise ON promise."ticketId" = ticket.id JOIN "Account" owner ON owner.id = promise."ownerId"
  WHERE ${OF_THEIRS}`;

// One that was taken as a promise stands there as that.
const CLAIMS = `SELECT 2, 'claim', claim."responseId", ticket.id, ticket.subject, ticket."requesterId", claim.words, NULL, NULL, author.name, NULL,
    coalesce(claim."decidedAt", claim."claimedAt"), claim."refusedBecause",
    CASE WHEN claim."decidedAt" IS NULL THEN 'claimed' ELSE 'refused' END, (claim."decidedAt" IS NOT NULL)::int,
    CASE WHEN claim."decidedAt" IS NULL THEN ${MS('claim."claimedAt"')} ELSE -${MS('claim."decidedAt"')} END
  FROM "Ticket" ticket JOIN "PromiseClaim" claim ON claim."ticketId" = ticket.id
  JOIN "Response" response ON response.id = claim."responseId" JOIN "Account" author ON author.id = response."authorId"
  WHERE ${OF_THEIRS} AND claim."promiseId" IS NULL`;

const GOODWILL = `SELECT 3, 'goodwill', step.id, ticket.id, ticket.subject, ticket."requesterId", step.kind, step.amount, step.currency,
    coalesce(given_by.name, offerer.name, ''), NULL, coalesce(given.at, step.at), '',
    CASE WHEN given.id IS NULL THEN 'accepted' ELSE 'given' END, (given.id IS NOT NULL)::int,
    CASE WHEN given.id IS NULL THEN ${MS("step.at")} ELSE -${MS("given.at")} END
  FROM "Ticket" ticket JOIN "GoodwillStep" step ON step."ticketId" = ticket.id AND step.deed = 'accepted'
  LEFT JOIN "GoodwillStep" given ON given."ticketId" = ticket.id AND given.number = step.number + 1 AND given.deed = 'given'
  LEFT JOIN "Account" given_by ON given_by.id = given."accountId"
  LEFT JOIN "GoodwillStep" offer ON offer."ticketId" = ticket.id AND offer.number = step.number - 1
  LEFT JOIN "Account" offerer ON offerer.id = offer."accountId"
  WHERE ${OF_THEIRS}`;

const LEDGER = `SELECT * FROM (${PROMISES} UNION ALL ${CLAIMS} UNION ALL ${GOODWILL}) AS ledger
  WHERE (rank, place, sort, id) > ($2::int, $3::float8, $4::int, $5::int)
  ORDER BY rank, place, sort, id LIMIT ${PAGE + 1}`;

interface Row extends Omit<LedgerEntry, "forName" | "money"> {
  sort: number;
  rank: number;
  place: number;
  requesterId: number;
  amount: number | null;
  currency: string | null;
  [column: string]: unknown;
}

/**
 * Everything that was promised to the viewer and to those they act for, over all requests: what is open first, the soonest date on
 * top, then what was settled, the latest on top. `after` is the cursor of an earlier page.
 */
export async function listLedger(viewer: Viewer, after: string | null) {
  const rows = await read<Row>("promises.ledger", LEDGER, [themAndTheirs(viewer), ...placeIn(after)]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => entryOf(viewer, row)),
    next: rows.length > PAGE && last ? [last.rank, last.place, last.sort, last.id].join("_") : null,
  };
}

function placeIn(after: string | null): number[] {
  const found = /^([01])_(-?\d{1,15})_([1-3])_(\d{1,9})$/.exec(after ?? "");
  return found ? found.slice(1).map(Number) : [-1, 0, 0, 0];
}

function entryOf(viewer: Viewer, row: Row): LedgerEntry {
  const { kind, id, ticketId, subject, text, standing, byName, dueAt, at, reason, amount, currency } = row;
  return {
    ...{ kind, id, ticketId, subject, text, standing, byName, dueAt, at, reason },
    money: amount === null || currency === null ? null : { amount, currency },
    forName: actingFor(viewer, row.requesterId)?.principalName ?? null,
  };
}
