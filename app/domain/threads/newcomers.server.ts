import { prisma, type Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";

/** How often a newcomer may vote a day, how often they still may today, and whether they have never replied to anybody. */
export interface NewcomersVotes {
  limit: number;
  left: number;
  isFirstReply: boolean;
}

/** Whether this would be the first question of somebody with an account. */
export async function isFirstQuestion({ id, kind }: Viewer): Promise<boolean> {
  if (kind !== "member") return false;
  return (await prisma.thread.findFirst({ where: { authorId: id }, select: { id: true } })) === null;
}

/** What is counted of a newcomer: somebody who has just come, or has hardly said anything. */
export interface Counted {
  /** Given in the last day. */
  votes: number;
  isFirstReply: boolean;
}

/** What is counted of an account, null when it is no newcomer's; the three are parameters: its id, the days and the posts of a newcomer. */
export const countedOf = (account: string, days: string, posts: string) =>
  `(SELECT CASE WHEN counted."createdAt" > now() - ${days}::float * interval '1 day' OR (SELECT count(*)
        FROM (SELECT FROM "Post" WHERE "authorId" = counted.id AND "hiddenAt" IS NULL LIMIT ${posts}::int) AS said) < ${posts}::int
      THEN json_build_object('votes',
        (SELECT count(*)::int FROM "PostVote" WHERE "accountId" = counted.id AND "createdAt" > now() - interval '1 day'),
        'isFirstReply', NOT EXISTS (SELECT FROM "Post" WHERE "authorId" = counted.id AND position > 1)) END
    FROM "Account" AS counted WHERE counted.id = ${account} AND counted.role = 'customer')`;

/** Null for everybody else: experts and staff are no newcomers. */
export function votesLeft(viewer: Viewer, counted: Counted | null, limit: number): NewcomersVotes | null {
  if (viewer.kind !== "member" || !counted) return null;
  return { limit, left: Math.max(0, limit - counted.votes), isFirstReply: counted.isFirstReply };
}

/** The same as it is now. */
export async function newcomersVotes(viewer: Viewer, tx: Tx = prisma): Promise<NewcomersVotes | null> {
  const { newcomerDays, newcomerPosts, newcomerVotesADay } = await siteSettings(tx);
  const [row] = await tx.$queryRawUnsafe<{ counted: Counted | null }[]>(
    COUNTED,
    viewer.id,
    newcomerDays,
    newcomerPosts,
  );
  return votesLeft(viewer, row?.counted ?? null, newcomerVotesADay);
}

const COUNTED = `SELECT ${countedOf("$1::int", "$2", "$3")} AS counted`;
