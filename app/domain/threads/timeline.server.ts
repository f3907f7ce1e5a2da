import { read } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { PUBLIC_THREAD_EVENTS } from "../events/events.ts";
import { THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";

export type PublicThreadEvent = (typeof PUBLIC_THREAD_EVENTS)[number];

/** Something that happened to a thread and that everybody who reads it may know. */
export interface TimelineEntry {
  id: string;
  kind: PublicThreadEvent;
  at: Date;
  postId: number | null;
  /** Null when the system itself acted, and for the private lane's own: who escalated is nobody else's business. */
  actorName: string | null;
}

const LATEST = 12;

// Constants of ours, and written out because the partial index wants to see them.
const KINDS = PUBLIC_THREAD_EVENTS.map((kind) => `'${kind}'`).join(", ");

/** The latest dozen public events of a thread, oldest first. */
export async function listTimeline(viewer: Viewer, threadId: number): Promise<TimelineEntry[]> {
  const entries = await read<TimelineEntry>(
    "thread.timeline",
    `SELECT event.id::text, event.kind, event."createdAt" AS at, event."postId",
        CASE WHEN event.kind <> 'thread.escalated' THEN actor.name END AS "actorName"
      FROM "Event" event JOIN "Thread" thread ON thread.id = event."threadId"
      JOIN "Category" category ON category.id = thread."categoryId"
      LEFT JOIN "Account" actor ON actor.id = event."actorId"
      WHERE event."threadId" = $4 AND event.kind IN (${KINDS}) AND ${THREAD_IS_VISIBLE}
      ORDER BY event.id DESC LIMIT ${LATEST}`,
    [...threadScope(viewer), threadId],
  );
  return entries.reverse();
}
