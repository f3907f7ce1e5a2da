/** How many of the latest replies are looked at. */
export const LATEST = 50;

/** Whose the latest replies are of the thread that a query reads as `thread`, the newest first; the viewer's id is $2. */
export const OWN_AMONG_LATEST = `CASE WHEN $2::int > 0 THEN (SELECT json_agg(CASE WHEN said."authorId" = $2 THEN said.id ELSE 0 END ORDER BY said.position DESC)
    FROM (SELECT id, "authorId", position FROM "Post" WHERE "threadId" = thread.id AND position > 1 AND "hiddenAt" IS NULL
      ORDER BY position DESC LIMIT ${LATEST}) AS said) END`;

/** Replies of one person with nobody's between, after which one more is better added to the last. */
const IN_A_ROW = 2;
const LONG_TALK = 10;
const MUCH = 0.4;

/** What is worth a thought before one more reply: never more than a word, and nothing that holds anybody back. */
export type Pause = { kind: "in_a_row"; lastId: number } | { kind: "much"; own: number; count: number };

/** Read from whose the latest replies are, the newest first: the number of the writer's own, 0 for anybody else's. */
export function pauseBefore(latest: readonly number[], isAsker: boolean): Pause | null {
  const [lastId = 0] = latest;
  if (latest.length >= IN_A_ROW && latest.slice(0, IN_A_ROW).every((id) => id > 0)) return { kind: "in_a_row", lastId };
  const own = latest.filter((id) => id > 0).length;
  // Whoever asked answers everybody.
  const isMuch = !isAsker && latest.length >= LONG_TALK && own > latest.length * MUCH;
  return isMuch ? { kind: "much", own, count: latest.length } : null;
}
