import { type Event, Prisma } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { MENTIONS_A_DAY, mentionsIn } from "../threads/mentions.ts";
import type { Recipient } from "./sides.server.ts";

const DAY_MS = 86_400_000;

/** Those whom a new post calls by name. An edit of it calls nobody: only the events of new posts come here. */
export async function mentionedIn(event: Event): Promise<Recipient[]> {
  const handles = mentionsIn(await firstWords(event));
  if (handles.length === 0 || (await mentionedToday(event)) + handles.length > MENTIONS_A_DAY) return [];
  const accounts = await prisma.account.findMany({ where: { handle: { in: handles } }, select: { id: true } });
  return accounts.map(({ id }) => ({ accountId: id, kind: "mention", reason: "mentioned" }));
}

/** The post as it stood first: a job that comes late tells nobody who was written in later. */
async function firstWords({ postId, threadId }: Event): Promise<string> {
  const [post] = await prisma.$queryRaw<{ markdown: string }[]>`
    SELECT coalesce(first.markdown, post.markdown) AS markdown FROM "Post" post
    LEFT JOIN "PostRevision" first ON first."postId" = post.id AND first.revision = 1
    WHERE ${postId ? Prisma.sql`post.id = ${postId}` : Prisma.sql`post."threadId" = ${threadId} AND post.position = 1`}`;
  return post?.markdown ?? "";
}

/** More posts a day are not read for it: whoever writes so many has had their mentions. */
const POSTS_READ = 100;

async function mentionedToday({ actorId, postId }: Event): Promise<number> {
  const posts = await prisma.post.findMany({
    where: { authorId: actorId ?? 0, createdAt: { gt: new Date(Date.now() - DAY_MS) }, id: { not: postId ?? 0 } },
    orderBy: { id: "desc" },
    take: POSTS_READ,
    select: { markdown: true },
  });
  return posts.reduce((sum, { markdown }) => sum + mentionsIn(markdown).length, 0);
}
