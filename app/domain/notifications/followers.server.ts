import type { Event } from "../../generated/prisma/client.ts";
import type { WatchLevel } from "../../generated/prisma/enums.ts";
import { prisma, read } from "../../platform/db.server.ts";
import type { EventKind } from "../events/events.ts";
import type { NoticeKind } from "./notification.ts";
import type { Recipient } from "./sides.server.ts";

/** What those who follow a thread, its category or one of its tags are told of. */
const told: Partial<Record<EventKind, NoticeKind>> = {
  "thread.asked": "asked",
  "thread.replied": "reply",
  "thread.escalated": "with_staff",
  "post.marked_solution": "solution",
  "thread.split": "split",
};

/** Who follows in what way, and from which account to go on; null when these were the last. */
export interface FollowerPage {
  recipients: Recipient[];
  next: number | null;
}

interface Follower {
  accountId: number;
  level: WatchLevel;
  reason: "asked" | "affected" | "replied" | "chosen" | "category" | "tag";
  /** The category or tag. */
  of: number | null;
}

/** A thread has five tags at most: of an account there are no more rows than that. */
const TAGS_MAX = 5;

// Each list is read in the order of its own index, so that a page costs the same however many follow.
const FOLLOWERS = `WITH follower AS (
    (SELECT "accountId", level, reason::text, NULL::int AS of FROM "Watch"
      WHERE "threadId" = $1 AND "accountId" > $2 ORDER BY "accountId" LIMIT $3)
    UNION ALL
    (SELECT watch."accountId", watch.level, 'category', watch."categoryId" FROM "CategoryWatch" watch
      WHERE watch."categoryId" = (SELECT "categoryId" FROM "Thread" WHERE id = $1) AND watch."accountId" > $2
      ORDER BY watch."accountId" LIMIT $3)
    UNION ALL
    (SELECT watch."accountId", watch.level, 'tag', watch."tagId" FROM "TagWatch" watch
      JOIN "ThreadTag" tagged ON tagged."tagId" = watch."tagId" AND tagged."threadId" = $1
      WHERE watch."accountId" > $2 ORDER BY watch."accountId" LIMIT $3 * ${TAGS_MAX})
  ), page AS (SELECT DISTINCT "accountId" FROM follower ORDER BY "accountId" LIMIT $3)
  SELECT DISTINCT ON (follower."accountId") follower."accountId", follower.level::text, follower.reason, follower.of
  FROM follower JOIN page USING ("accountId")
  ORDER BY follower."accountId", (follower.of IS NULL) DESC, (follower.level = 'muted') DESC,
    array_position('{watching,tracking,first_posts,normal}'::"WatchLevel"[], follower.level)`;

/**
 * The next followers of the event's thread after an account, in the order of accounts. What somebody said of the thread
 * itself decides; else a category or tag they muted, else the one they follow most closely.
 */
export async function followersOf(event: Event, after: number, limit: number): Promise<FollowerPage | null> {
  const kind = told[event.kind as EventKind];
  if (!kind || event.threadId === null) return null;
  const rows = await read<Follower>("notify.followers", FOLLOWERS, [event.threadId, after, limit]);
  const except = kind === "with_staff" || kind === "split" ? await askerOf(event.threadId) : null;
  const recipients = rows
    .filter(({ accountId }) => accountId !== event.actorId && accountId !== except)
    .flatMap((follower) => recipientOf(follower, kind));
  return { recipients, next: rows.length < limit ? null : (rows.at(-1)?.accountId ?? null) };
}

/** The asker is asked to read the statement back instead, or hears of their question's new thread itself. */
async function askerOf(threadId: number) {
  const thread = await prisma.thread.findUnique({ where: { id: threadId }, select: { authorId: true } });
  return thread?.authorId ?? null;
}

function recipientOf({ accountId, level, reason, of }: Follower, kind: NoticeKind): Recipient[] {
  const isHeard = level === "watching" || level === "tracking" || (level === "first_posts" && kind === "asked");
  // Whoever follows a category or a tag follows both threads anyway.
  if (!isHeard || (kind === "split" && of !== null)) return [];
  const why = reason === "chosen" ? "watching" : reason;
  return [{ accountId, kind, reason: why, of: of ?? undefined, isQuiet: level === "tracking" }];
}
