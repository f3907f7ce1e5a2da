import { read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { LEAST_RATED, type RatingSum, type SaidOfTicket, type ShownSum, shielded } from "./ratings.ts";

export const RATED_DAYS = 90;
const LISTED = 50;

const SINCE = `rating."createdAt" > $1::timestamptz - interval '${RATED_DAYS} days' AND rating."createdAt" <= $1`;

const SUMS = `count(*)::int AS count,
  json_build_object('yes', count(*) FILTER (WHERE "isSolved"), 'of', count(*)) AS solved,
  json_build_object('yes', count(*) FILTER (WHERE "isFair"), 'of', count("isFair")) AS fair,
  json_build_object('yes', count(*) FILTER (WHERE "isWorthIt"), 'of', count("isWorthIt")) AS worth`;

const OF_ROUND = `SELECT NULL AS name, number > 1 AS "isAgain", ${SUMS} FROM "Rating" rating WHERE ${SINCE} GROUP BY 1, 2`;

const OF_CATEGORY = `SELECT category.name, ${SUMS} FROM "Rating" rating
  JOIN "Ticket" ticket ON ticket.id = rating."ticketId" JOIN "Category" category ON category.id = ticket."categoryId"
  WHERE ${SINCE} GROUP BY category.id ORDER BY category.name, category.id`;

// By name, so that nobody reads it as a ranking.
const OF_PERSON = `SELECT rated.name, ${SUMS} FROM "Rating" rating JOIN "Account" rated ON rated.id = rating."ratedId"
  WHERE ${SINCE} GROUP BY rated.id ORDER BY rated.name, rated.id`;

// Nobody reads what was said of their own work. $2 the viewer.
const OTHERS = `"ratedId" IS DISTINCT FROM $2`;

const UNSOLVED = `SELECT ticket.id AS "ticketId", ticket.subject, rating."createdAt" AS at,
    CASE WHEN ${OTHERS} THEN rating.words ELSE '' END AS words
  FROM "Rating" rating JOIN "Ticket" ticket ON ticket.id = rating."ticketId"
  WHERE ${SINCE} AND NOT rating."isSolved" AND ticket.state = 'closed'
    AND NOT EXISTS (SELECT FROM "Rating" later WHERE later."ticketId" = ticket.id AND later.number > rating.number)
  ORDER BY rating."createdAt" DESC LIMIT ${LISTED}`;

const WORDS = `SELECT ticket.id AS "ticketId", ticket.subject, rating."createdAt" AS at, rating.words
  FROM "Rating" rating JOIN "Ticket" ticket ON ticket.id = rating."ticketId"
  WHERE ${SINCE} AND rating.words <> '' AND ${OTHERS} AND ticket.state <> 'spam'
  ORDER BY rating."createdAt" DESC LIMIT ${LISTED}`;

export interface RatingReport {
  /** Of first rounds, and of those after a second chance. */
  rounds: { isAgain: boolean; sum: ShownSum }[];
  categories: ShownSum[];
  people: ShownSum[];
  /** Closed, and its requester said that it is not solved. */
  unsolved: SaidOfTicket[];
  words: SaidOfTicket[];
}

/** What requesters said of how their tickets went, for leads and managers; not found for anybody else. */
export async function ratingReport(viewer: Viewer, now = new Date()): Promise<RatingReport> {
  if (!can(viewer, "ratings.see", null)) throw new NotFound();
  const [rounds, categories, people, unsolved, words] = await Promise.all([
    read<RatingSum & { isAgain: boolean } & Row>("ratings_rounds", OF_ROUND, [now]),
    read<RatingSum & Row>("ratings_categories", OF_CATEGORY, [now]),
    read<RatingSum & Row>("ratings_people", OF_PERSON, [now]),
    read<SaidOfTicket & Row>("ratings_unsolved", UNSOLVED, [now, viewer.id]),
    read<SaidOfTicket & Row>("ratings_words", WORDS, [now, viewer.id]),
  ]);
  return {
    rounds: rounds.map(({ isAgain, ...sum }) => ({ isAgain, sum: alone(sum) })),
    categories: shielded(categories),
    people: shielded(people),
    unsolved,
    words,
  };
}

type Row = Record<string, unknown>;

const alone = (sum: RatingSum): ShownSum => (sum.count < LEAST_RATED ? { name: null, count: null } : sum);
