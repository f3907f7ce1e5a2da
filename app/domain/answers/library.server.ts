import { prisma } from "../../platform/db.server.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import { type Viewer, visitor } from "../accounts/viewer.ts";
import { can, readableBy, visible } from "../permissions.ts";
import { slugOf } from "../threads/thread.ts";
import { tallyOf } from "../threads/visitors-word.ts";

export const ANSWERS_A_PAGE = 30;

const isPublished = (viewer: Viewer) => ({
  category: { readableBy: { in: readableBy(viewer) } },
  publishedAt: { not: null },
  retractedAt: null,
});

/** Published answers, newest first; `next` is the id to go on before. */
export async function listAnswers(
  viewer: Viewer,
  { before, categoryId }: { before?: number; categoryId?: number } = {},
) {
  const rows = await prisma.answer.findMany({
    where: { AND: [isPublished(viewer), categoryId ? { categoryId } : {}, before ? { id: { lt: before } } : {}] },
    include: { category: true, versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { id: "desc" },
    take: ANSWERS_A_PAGE + 1,
  });
  const page = rows.slice(0, ANSWERS_A_PAGE);
  const answers = page.map(({ category, versions, ...row }) => {
    const { id, slug, version, checkedAt } = row;
    const title = versions[0]?.title ?? "";
    return { id, slug, title, version, categoryName: category.name, checkedAt, tally: tallyOf(row) };
  });
  return { answers, next: rows.length > ANSWERS_A_PAGE ? (page.at(-1)?.id ?? null) : null };
}

/** Numbers of answers a file of the sitemap stands for. */
export const ANSWERS_A_FILE = 2_000;

/** How many files of the sitemap the answers take. */
export async function countAnswerFiles(): Promise<number> {
  const { _max } = await prisma.answer.aggregate({ _max: { id: true } });
  return Math.ceil((_max.id ?? 0) / ANSWERS_A_FILE);
}

/** The answers of a file, from 1, that anybody may read: a range of the primary key. */
export function listFindableAnswers(file: number) {
  const id = { gt: (file - 1) * ANSWERS_A_FILE, lte: file * ANSWERS_A_FILE };
  const where = { AND: [isPublished(visitor()), { id }] };
  return prisma.answer.findMany({ where, select: { slug: true, checkedAt: true }, orderBy: { id: "asc" } });
}

/** The threads an answer stands on that this viewer may read. */
export async function threadsOfAnswer(viewer: Viewer, answerId: number) {
  return prisma.thread.findMany({
    where: { AND: [{ answers: { some: { answerId } } }, visible.threads(viewer)] },
    select: { id: true, title: true, affectedCount: true },
    orderBy: { id: "asc" },
  });
}

/** Every version of a published answer, newest first: who wrote it, who read it before it went out, what it changed. */
export async function versionsOfAnswer(answerId: number) {
  const rows = await prisma.answerVersion.findMany({
    where: { answerId },
    include: { author: { select: { name: true } }, reviewer: { select: { id: true, name: true } } },
    orderBy: { version: "desc" },
  });
  return rows.map(({ version, title, changeNote, publishedAt, authorId, author, reviewer }) => ({
    version,
    title,
    changeNote,
    publishedAt,
    authorName: author.name,
    reviewerName: reviewer.name,
    isSelfReviewed: authorId === reviewer.id,
  }));
}

/** One version as it was published, and the text before it, or null. The caller has seen to it that the answer is seen. */
export async function findVersion(answerId: number, version: number) {
  const rows = await prisma.answerVersion.findMany({
    where: { answerId, version: { in: [version, version - 1] } },
    include: { author: { select: { name: true } }, reviewer: { select: { name: true } } },
  });
  const found = rows.find((row) => row.version === version);
  const earlier = rows.find((row) => row.version === version - 1);
  if (!found) return null;
  const { title, markdown, changeNote, publishedAt, author, reviewer } = found;
  const html = await renderMarkdown(markdown);
  const [authorName, reviewerName] = [author.name, reviewer.name];
  const before = earlier ? `${earlier.title}\n\n${earlier.markdown}` : null;
  return { version, title, markdown, html, changeNote, publishedAt, authorName, reviewerName, before };
}

/** The slug of the published answer called so in other letters, if the viewer may see it; it is never called otherwise. */
export async function answerSlugNow(viewer: Viewer, slug: string): Promise<string | null> {
  const where = { AND: [isPublished(viewer), { slug: slugOf(slug) }] };
  return (await prisma.answer.findFirst({ where, select: { slug: true } }))?.slug ?? null;
}

/** Why an answer is not there any more, for whoever could have read it; none of its words. */
export async function findRetraction(viewer: Viewer, slug: string) {
  const row = await prisma.answer.findUnique({ where: { slug }, include: { category: true } });
  if (!row?.retractedAt || !can(viewer, "category.see", row.category)) return null;
  return { id: row.id, retractedAt: row.retractedAt, because: row.retractedBecause };
}
