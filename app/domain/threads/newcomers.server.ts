import { prisma, type Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";

/** How often a newcomer may vote a day, and how often they still may today. */
export interface NewcomersVotes {
  limit: number;
  left: number;
}

/** Null for everybody else. Who has just come, or has hardly said anything, is a newcomer; experts and staff are none. */
export async function newcomersVotes(viewer: Viewer, tx: Tx = prisma): Promise<NewcomersVotes | null> {
  if (viewer.role !== "customer" || viewer.kind !== "member") return null;
  const { newcomerDays, newcomerPosts, newcomerVotesADay: limit } = await siteSettings(tx);
  const [counted] = await tx.$queryRaw<{ isNew: boolean; votes: number }[]>`
    SELECT "createdAt" > now() - ${newcomerDays}::float * interval '1 day'
        OR (SELECT count(*) FROM (SELECT FROM "Post" WHERE "authorId" = account.id AND "hiddenAt" IS NULL LIMIT ${newcomerPosts}) AS post) < ${newcomerPosts} AS "isNew",
      (SELECT count(*)::int FROM "PostVote" WHERE "accountId" = account.id AND "createdAt" > now() - interval '1 day') AS votes
    FROM "Account" AS account WHERE id = ${viewer.id}`;
  return counted?.isNew ? { limit, left: Math.max(0, limit - counted.votes) } : null;
}
