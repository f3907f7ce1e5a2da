import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { isDesk, readableBy, visible } from "../permissions.ts";
import { tallyOf } from "../threads/visitors-word.ts";

/** Longer lists are work undone, not reading: the oldest come first. */
const SHOWN = 100;

/** What staff has to do about answers: what to write, what is being written, what waits for review, what grows old. */
export async function answerDesk(viewer: Viewer) {
  if (!isDesk(viewer)) throw new NotFound();
  const [toWrite, drafts, due] = await Promise.all([ticketsToWrite(viewer), draftsOf(viewer), dueForReview(viewer)]);
  return {
    toWrite,
    writing: drafts.filter(({ state }) => state === "writing"),
    inReview: drafts.filter(({ state }) => state === "in_review"),
    due,
  };
}

/** Resolved with "publish: yes", and nobody has begun. */
async function ticketsToWrite(viewer: Viewer) {
  const rows = await prisma.ticket.findMany({
    where: {
      AND: [
        visible.tickets(viewer),
        { state: { in: ["resolved", "closed"] }, willPublish: true, answers: { none: {} } },
      ],
    },
    include: {
      threads: { include: { thread: { select: { affectedCount: true } } } },
      assignee: { select: { name: true } },
    },
    orderBy: [{ resolvedAt: "asc" }, { id: "asc" }],
    take: SHOWN,
  });
  return rows.map(({ id, subject, resolvedAt, assignee, threads }) => ({
    ticketId: id,
    subject,
    resolvedAt,
    resolvedBy: assignee?.name ?? null,
    affectedCount: threads.reduce((sum, { thread }) => sum + thread.affectedCount, 0),
  }));
}

async function draftsOf(viewer: Viewer) {
  const rows = await prisma.answerDraft.findMany({
    where: visible.drafts(viewer),
    include: { author: { select: { id: true, name: true } }, answer: { select: { version: true } } },
    orderBy: [{ submittedAt: "asc" }, { updatedAt: "desc" }],
    take: SHOWN,
  });
  return rows.map(({ answerId, title, state, author, answer, submittedAt, updatedAt, returnedBecause }) => ({
    answerId,
    title,
    state,
    authorName: author.name,
    isMine: author.id === viewer.id,
    isCorrection: answer.version > 0,
    isReturned: returnedBecause !== "",
    since: submittedAt ?? updatedAt,
  }));
}

/** Published, nobody is at it, and either its date has come or it fails more people than it helps. */
async function dueForReview(viewer: Viewer) {
  const rows = await prisma.answer.findMany({
    where: {
      category: { readableBy: { in: readableBy(viewer) } },
      publishedAt: { not: null },
      retractedAt: null,
      draft: null,
      OR: [{ reviewDueAt: { lte: new Date() } }, { didntCount: { gt: 0, gte: prisma.answer.fields.workedCount } }],
    },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: [{ reviewDueAt: "asc" }, { id: "asc" }],
    take: SHOWN,
  });
  return rows.map(({ versions, ...row }) => ({
    answerId: row.id,
    slug: row.slug,
    title: versions[0]?.title ?? "",
    version: row.version,
    reviewDueAt: row.reviewDueAt,
    tally: tallyOf(row),
  }));
}
