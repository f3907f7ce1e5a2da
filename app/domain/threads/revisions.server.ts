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

/** One change of a post: what it said before and after, who changed it and when. */
export interface PostChange {
  /** The revision that was left behind. */
  revision: number;
  before: string;
  after: string;
  by: string;
  at: Date;
}

/** Few on a page: each holds the text twice. */
const CHANGES_A_PAGE = 10;

/** A page of a post's changes, the latest first; those older than `below` when it is given. */
export async function listChanges(viewer: Viewer, postId: number, below: number | null) {
  const post = await requirePost(viewer, postId);
  const rows = await prisma.postRevision.findMany({
    where: { postId, post: visible.posts(viewer), revision: below === null ? undefined : { lte: below } },
    include: { editor: { select: { name: true } } },
    orderBy: { revision: "desc" },
    take: CHANGES_A_PAGE + 2,
  });
  // Each text is what the next newer one was made of; the newest, what it says now or what the page before ended with.
  const texts = below === null ? [post.markdown, ...rows.map((row) => row.markdown)] : rows.map((row) => row.markdown);
  const left = below === null ? rows : rows.slice(1);
  const changes: PostChange[] = left
    .slice(0, CHANGES_A_PAGE)
    .map(({ revision, markdown, editor, createdAt }, index) => ({
      revision,
      before: markdown,
      after: texts[index] ?? "",
      by: editor.name,
      at: createdAt,
    }));
  return { post, changes, older: left.length > CHANGES_A_PAGE ? (changes.at(-1)?.revision ?? null) : null };
}
