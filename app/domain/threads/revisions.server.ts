import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";

/** The post with its thread, or not found for whoever may not see it. */
export async function requirePost(viewer: Viewer, postId: number) {
  const post = await prisma.post.findFirst({
    where: { AND: [{ id: postId }, visible.posts(viewer)] },
    include: { thread: { include: { category: true } }, author: { select: { name: true } } },
  });
  if (!post) throw new NotFound();
  return post;
}

/** What a post said before; until when, and who changed it. */
export interface PastRevision {
  revision: number;
  markdown: string;
  until: Date;
  changedBy: string;
}

const LATEST = 50;

/** What the post said before, latest first. */
export async function listRevisions(viewer: Viewer, postId: number): Promise<PastRevision[]> {
  const rows = await prisma.postRevision.findMany({
    where: { postId, post: visible.posts(viewer) },
    include: { editor: { select: { name: true } } },
    orderBy: { revision: "desc" },
    take: LATEST,
  });
  return rows.map(({ revision, markdown, createdAt, editor }) => ({
    revision,
    markdown,
    until: createdAt,
    changedBy: editor.name,
  }));
}
