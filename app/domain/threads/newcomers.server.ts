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

/** Null for everybody else. Who has just come, or has hardly said anything, is a newcomer; experts and staff are none. */
export async function newcomersVotes(viewer: Viewer, tx: Tx = prisma): Promise<NewcomersVotes | null> {
  if (viewer.role !== "customer" || viewer.kind !== "member") return null;
  const { newcomerDays, newcomerPosts, newcomerVotesADay: limit } = await siteSettings(tx);
  const [counted] = await tx.$queryRaw<{ isNew: boolean; isFirstReply: boolean; votes: number }[]>`
    SELECT "createdAt" > now() - ${newcomerDays}::float * interval '1 day'
        OR (SELECT count(*) FROM (SELECT FROM "Post" WHERE "authorId" = account.id AND "hiddenAt" IS NULL LIMIT ${newcomerPosts}) AS post) < ${newcomerPosts} AS "isNew",
      (SELECT count(*)::int FROM "PostVote" WHERE "accountId" = account.id AND "createdAt" > now() - interval '1 day') AS votes,
      NOT EXISTS (SELECT FROM "Post" WHERE "authorId" = account.id AND position > 1) AS "isFirstReply"
    FROM "Account" AS account WHERE id = ${viewer.id}`;
  if (!counted?.isNew) return null;
  return { limit, left: Math.max(0, limit - counted.votes), isFirstReply: counted.isFirstReply };
}
