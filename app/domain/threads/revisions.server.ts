import { z } from "zod";
import type { Thread } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { OWN_ATTACHMENTS, viewOf } from "../attachments/attachments.server.ts";
import { visible } from "../permissions.ts";

/** The post with its thread, or not found for whoever may not see it. */
export async function requirePost(viewer: Viewer, postId: number) {
  const post = await prisma.post.findFirst({
    where: { AND: [{ id: postId }, visible.posts(viewer)] },
    include: {
      thread: { include: { category: true } },
      author: { select: { name: true } },
      attachments: OWN_ATTACHMENTS,
      privateValues: { select: { number: true } },
    },
  });
  if (!post) throw new NotFound();
  return { ...post, files: post.attachments.map(viewOf), taken: numbersOf(post) };
}

/** The numbers that it has given to private fields. */
const numbersOf = (post: { privateValues: { number: number }[] }) => post.privateValues.map(({ number }) => number);

/** The question of a thread with its tags, or not found for whoever may not see it. */
export async function requireQuestion(viewer: Viewer, threadId: number) {
  const question = await prisma.post.findFirst({
    where: { AND: [{ threadId, position: 1 }, visible.posts(viewer)] },
    include: {
      thread: { include: { category: true, tags: { include: { tag: true } } } },
      attachments: OWN_ATTACHMENTS,
      privateValues: { select: { number: true } },
    },
  });
  if (!question) throw new NotFound();
  return {
    ...question,
    files: question.attachments.map(viewOf),
    taken: numbersOf(question),
    tags: question.thread.tags.map(({ tag }) => tag.slug).sort(),
  };
}

/** One change of a post: what it said before and after, who changed it and when. */
export interface PostChange {
  /** The revision that was left behind. */
  revision: number;
  before: string;
  after: string;
  /** What else a question said before and after; null of a reply, and where nothing of it changed. */
  heads: { before: PublicHead; after: PublicHead } | null;
  by: string;
  at: Date;
}

/** Where it stood is not told: not everybody may know of that category. */
const publicHead = z.object({ title: z.string(), expected: z.string(), tried: z.string(), tags: z.array(z.string()) });
type PublicHead = z.infer<typeof publicHead>;

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
  // Each is what the next newer one was made of; the newest, what it says now or what the page before ended with.
  const now = { markdown: post.markdown, head: post.position === 1 ? await headNow(post.thread) : null };
  const states = below === null ? [now, ...rows] : rows;
  const left = below === null ? rows : rows.slice(1);
  const changes: PostChange[] = left.slice(0, CHANGES_A_PAGE).map((row, index) => ({
    revision: row.revision,
    before: row.markdown,
    after: states[index]?.markdown ?? "",
    heads: headsOf(row.head, states.slice(0, index + 1)),
    by: row.editor.name,
    at: row.createdAt,
  }));
  return { post, changes, older: left.length > CHANGES_A_PAGE ? (changes.at(-1)?.revision ?? null) : null };
}

async function headNow({ id, title, expected, tried }: Pick<Thread, "id" | "title" | "expected" | "tried">) {
  const links = await prisma.threadTag.findMany({ where: { threadId: id }, include: { tag: true } });
  return { title, expected, tried, tags: links.map(({ tag }) => tag.slug).sort() };
}

/** What it was, and what the nearest newer state that says so made of it. */
function headsOf(head: unknown, newer: readonly { head: unknown }[]): PostChange["heads"] {
  const next = newer.findLast((state) => state.head !== null)?.head;
  if (!head || !next) return null;
  const [before, after] = [publicHead.parse(head), publicHead.parse(next)];
  return JSON.stringify(before) === JSON.stringify(after) ? null : { before, after };
}
