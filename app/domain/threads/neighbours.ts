import type { ThreadState } from "../../generated/prisma/enums.ts";
import { THREAD_IS_VISIBLE } from "../permissions.ts";

/** A thread that looks like another, as its side shows it. */
export interface Neighbour {
  id: number;
  title: string;
  state: ThreadState;
}

/** As a job of search has ranked them, and as they may be shown now. */
export interface RankedNeighbours {
  isFresh: boolean;
  threads: Neighbour[];
}

const SHOWN = 5;
/** New threads come, and are neighbours too. */
const RANKED_ANEW_AFTER = "12 hours";

/** Of the thread that a query reads as `thread`, what looks like it and the viewer of `threadScope` may see now, best first. */
export const NEIGHBOURS_OF_THREAD = `(SELECT json_build_object('isFresh', ranked."rankedAt" > now() - interval '${RANKED_ANEW_AFTER}',
    'threads', (SELECT coalesce(json_agg(json_build_object('id', id, 'title', title, 'state', state) ORDER BY place), '[]') FROM (
      SELECT thread.id, thread.title, thread.state, near.place
      FROM unnest(ranked.neighbours) WITH ORDINALITY AS near (id, place) JOIN "Thread" thread ON thread.id = near.id
      JOIN "Category" category ON category.id = thread."categoryId"
      WHERE ${THREAD_IS_VISIBLE} AND thread."hiddenAt" IS NULL ORDER BY near.place LIMIT ${SHOWN}) AS shown))
  FROM "ThreadNeighbours" ranked WHERE ranked."threadId" = thread.id)`;
