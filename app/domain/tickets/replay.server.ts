import { setImmediate } from "node:timers/promises";
import { prisma, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { offsetAt } from "../calendars/zone.ts";
import { can, readableBy } from "../permissions.ts";
import type { Policy } from "../settings/policy.ts";
import { type Firing, firstFiring, type ThreadHistory } from "../threads/escalation.ts";
import { policiesByCategory } from "../threads/policies.server.ts";
import { HOURS_A_DAY, REPLAY_DAYS, type Replay } from "./replay.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Between so many threads whoever reads pages has the process. */
const A_TIME = 250;
const LISTED = 25;

interface Row extends Omit<ThreadHistory, "words" | "joined"> {
  id: number;
  title: string;
  categoryId: number;
  /** In milliseconds: [said at, whether by the asker, first said to fail, said so by the asker]. */
  words: [at: number, isAskers: boolean, failedAt: number | null, askerFailedAt: number | null][] | null;
  joined: number[] | null;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;

// $1 after this thread, $2 since, $3 the category or null, $4 kinds of category that the viewer may read.
const HISTORIES = `
  WITH page AS (
    SELECT thread.id, thread.title, thread."categoryId", thread."createdAt", thread."solvedAt", thread."authorId"
    FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
    WHERE thread.id > $1 AND thread."createdAt" > $2 AND ($3::int IS NULL OR thread."categoryId" = $3)
      AND category."readableBy"::text = ANY ($4::text[])
      AND thread."hiddenAt" IS NULL AND thread."knownSince" IS NULL AND thread."importedFrom" IS NULL
    ORDER BY thread.id LIMIT ${A_TIME}
  ), said AS (
    SELECT post.id, min(outcome."createdAt") AS failed,
      min(outcome."createdAt") FILTER (WHERE outcome."accountId" = page."authorId") AS "askerFailed"
    FROM page JOIN "Post" post ON post."threadId" = page.id JOIN "PostOutcome" outcome ON outcome."postId" = post.id
    WHERE post."didntCount" > 0 AND outcome.outcome = 'didnt' GROUP BY post.id
  ), words AS (
    SELECT page.id, json_agg(json_build_array(${ms('post."createdAt"')}, post."authorId" = page."authorId",
        ${ms("said.failed")}, ${ms('said."askerFailed"')}) ORDER BY post.position) AS words
    FROM page JOIN "Post" post ON post."threadId" = page.id AND post.position > 1 AND post."hiddenAt" IS NULL
    LEFT JOIN said ON said.id = post.id GROUP BY page.id
  ), joined AS (
    SELECT page.id, json_agg(${ms('affected."createdAt"')}) AS joined
    FROM page JOIN "Affected" affected ON affected."threadId" = page.id
    JOIN "Account" account ON account.id = affected."accountId" AND account."emailVerifiedAt" IS NOT NULL GROUP BY page.id
  )
  SELECT page.id, page.title, page."categoryId", page."createdAt" AS "askedAt", page."solvedAt",
    page.title || E'\\n' || question.markdown AS text, words.words, joined.joined
  FROM page JOIN "Post" question ON question."threadId" = page.id AND question.position = 1
  LEFT JOIN words ON words.id = page.id LEFT JOIN joined ON joined.id = page.id ORDER BY page.id`;

interface Asked {
  categoryId: number | null;
  /** Each is asked of every thread in one pass; null: the rules in force. */
  policies: readonly (Policy | null)[];
  now?: Date;
}

let running: Promise<unknown> = Promise.resolve();

/**
 * What rules would have done with the questions of the last 90 days: the very functions that the sweep asks, over what
 * was said and when. One at a time, and in small steps, so that nobody's page waits for it.
 */
export function replay(viewer: Viewer, asked: Asked): Promise<Replay[]> {
  if (!can(viewer, "policies.edit", null)) throw new NotFound();
  const mine = running.then(() => replayNow(viewer, asked));
  running = mine.catch(() => undefined);
  return mine;
}

async function replayNow(viewer: Viewer, { categoryId, policies, now = new Date() }: Asked): Promise<Replay[]> {
  const since = new Date(now.getTime() - REPLAY_DAYS * DAY_MS);
  const [calendar, inForce] = await Promise.all([currentCalendar(), policiesByCategory(prisma)]);
  const context = { calendar, until: now };
  const replays = policies.map(emptyReplay);
  for (let after = 0; ; ) {
    const rows = await read<Row>("replay", HISTORIES, [after, since, categoryId, readableBy(viewer)]);
    for (const row of rows) {
      const history = historyOf(row);
      policies.forEach((policy, index) => {
        const firing = firstFiring(history, policy ?? inForce(row.categoryId), context);
        count(replays[index] as Replay, row, firing, calendar.timeZone);
      });
    }
    const last = rows.at(-1);
    if (!last || rows.length < A_TIME) return replays;
    after = last.id;
    await setImmediate();
  }
}

function emptyReplay(): Replay {
  const byHour = Array.from({ length: HOURS_A_DAY }, () => 0);
  return { threads: 0, count: 0, solvedSoon: 0, byTrigger: {}, byHour, list: [] };
}

const date = (at: number | null) => (at === null ? null : new Date(at));

function historyOf({ askedAt, solvedAt, text, words, joined }: Row): ThreadHistory {
  return {
    askedAt,
    solvedAt,
    text,
    words: (words ?? []).map(([at, isAskers, failedAt, askerFailedAt]) => ({
      at: new Date(at),
      isAskers,
      failedAt: date(failedAt),
      askerFailedAt: date(askerFailedAt),
    })),
    joined: (joined ?? []).map((at) => new Date(at)),
  };
}

function count(replay: Replay, { id, title, solvedAt }: Row, firing: Firing | null, timeZone: string) {
  replay.threads += 1;
  if (!firing) return;
  const { trigger, at } = firing;
  const isSolvedSoon = solvedAt !== null && solvedAt.getTime() - at.getTime() <= HOUR_MS;
  replay.count += 1;
  replay.solvedSoon += isSolvedSoon ? 1 : 0;
  replay.byTrigger[trigger] = (replay.byTrigger[trigger] ?? 0) + 1;
  const hour = hourIn(timeZone, at);
  replay.byHour[hour] = (replay.byHour[hour] ?? 0) + 1;
  replay.list.unshift({ id, title, trigger, at, isSolvedSoon });
  if (replay.list.length > LISTED) replay.list.length = LISTED;
}

function hourIn(timeZone: string, at: Date) {
  const seconds = Math.floor(at.getTime() / 1_000);
  return Math.floor((seconds + offsetAt(timeZone, seconds)) / 3_600) % HOURS_A_DAY;
}
