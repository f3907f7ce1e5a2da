import type { Neighbour, RankedNeighbours } from "../app/domain/threads/neighbours.ts";
import { pool, read } from "../app/platform/db.server.ts";
import { log } from "../app/platform/log.server.ts";
import type { SearchHit } from "./engine.ts";
import { similarHits } from "./similar.server.ts";

/** More than are shown: some may be hidden, or not for everybody. */
const RANKED = 15;
/** How much, in weight, two threads must hold of each other to be clearly about the same. */
const CLEARLY_THE_SAME = 0.75;
/** Of so many of the nearest it is asked. */
const COMPARED = 5;

/**
 * Threads that look like this one. They were ranked before, by a job: a thread's page waits for no search, nor for the
 * queueing of one. Where nobody has ranked them yet there are none, and a job is queued.
 */
export function neighboursIn({ id, neighbours }: { id: number; neighbours: RankedNeighbours | null }): Neighbour[] {
  if (!neighbours?.isFresh) void queueRanking(id);
  return neighbours?.threads ?? [];
}

/** After everything that somebody waits for, and one at a time: nobody waits for this. */
async function queueRanking(threadId: number) {
  await pool
    .query(
      `SELECT graphile_worker.add_job('rank_neighbours', payload := json_build_object('threadId', $1::int), priority := 100,
        queue_name := 'rank_neighbours', job_key := 'rank_neighbours:' || $1::int, max_attempts := 3)`,
      [threadId],
    )
    .catch((error: unknown) => log.warn({ err: error, threadId }, "neighbours could not be queued"));
}

/** Ranks a thread's neighbours among all threads; which of them are shown is decided when they are. */
export async function rankNeighbours(threadId: number): Promise<void> {
  const hits = await hitsOf(threadId);
  if (!hits) return;
  const same = await clearlyTheSame(threadId, hits);
  await pool.query(
    `INSERT INTO "ThreadNeighbours" ("threadId", neighbours, same) SELECT id, $2, $3 FROM "Thread" WHERE id = $1
     ON CONFLICT ("threadId") DO UPDATE SET neighbours = EXCLUDED.neighbours, same = EXCLUDED.same, "rankedAt" = now()`,
    [threadId, hits.map(({ id }) => id), same],
  );
}

/** What a thread's own words find; null when there is no such thread. */
async function hitsOf(threadId: number): Promise<SearchHit[] | null> {
  const [thread] = await read<{ title: string; markdown: string }>(
    "thread.text",
    `SELECT thread.title, question.markdown FROM "Thread" thread
     JOIN "Post" question ON question."threadId" = thread.id AND question.position = 1 WHERE thread.id = $1`,
    [threadId],
  );
  if (!thread) return null;
  const { title, markdown } = thread;
  return similarHits({ title, text: markdown, excludeThreadId: threadId }, { categories: null }, RANKED);
}

/**
 * Each holds nearly all of the other. One way alone says little: a near miss names the same device and the same parts, and
 * differs by the one word for its trouble.
 */
async function clearlyTheSame(threadId: number, hits: readonly SearchHit[]): Promise<number[]> {
  const holding = hits.filter(({ coverage }) => coverage >= CLEARLY_THE_SAME).slice(0, COMPARED);
  const same: number[] = [];
  for (const { id } of holding) {
    const back = (await hitsOf(id))?.find((hit) => hit.id === threadId);
    if (back && back.coverage >= CLEARLY_THE_SAME) same.push(id);
  }
  return same;
}
