import { prisma } from "../../platform/db.server.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can, readableBy, visible } from "../permissions.ts";

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
  const answers = page.map(({ id, slug, version, category, checkedAt, workedCount, didntCount, versions }) => {
    const title = versions[0]?.title ?? "";
    return { id, slug, title, version, categoryName: category.name, checkedAt, workedCount, didntCount };
  });
  return { answers, next: rows.length > ANSWERS_A_PAGE ? (page.at(-1)?.id ?? null) : null };
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

/** Why an answer is not there any more, for whoever could have read it; none of its words. */
export async function findRetraction(viewer: Viewer, slug: string) {
  const row = await prisma.answer.findUnique({ where: { slug }, include: { category: true } });
  if (!row?.retractedAt || !can(viewer, "category.see", row.category)) return null;
  return { id: row.id, retractedAt: row.retractedAt, because: row.retractedBecause };
}
