import type { AnswerDraft } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { refuseOwnText } from "../accounts/second-person.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { slugOf } from "../threads/thread.ts";
import { reviewDue } from "./answer.ts";
import { type LockedAnswer, lockAnswer } from "./answers.server.ts";
import type { PublishInput } from "./input.ts";
import { refreshThreads } from "./linked-threads.server.ts";
import { findingsOf } from "./redaction.server.ts";
import { reviewStanding } from "./reviewers.server.ts";
import { requireDraft } from "./save-draft.server.ts";

/**
 * Publishes the text that a second person has read: exactly the revision they read, with every finding settled. It
 * becomes a version that never changes, and stands at the top of each linked thread.
 */
export async function publishDraft(
  viewer: Viewer,
  answerId: number,
  input: PublishInput,
): Promise<{ slug: string; version: number }> {
  const settings = await siteSettings();
  return transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    const draft = requireDraft(answer);
    authorize(viewer, "answer.review", draft);
    if (draft.state !== "in_review") throw new Conflict("draft_not_in_review");
    if (draft.revision !== input.revision) throw new Conflict("draft_changed");
    refuseOwnText({
      standing: await reviewStanding(tx, viewer, draft),
      submittedAt: draft.submittedAt,
      waitMinutes: settings.selfReviewMinutes,
      hasReread: input.hasReread,
    });
    await settleFindings(tx, viewer, answer, draft, input);
    const published = await writeVersion(tx, viewer, answer, draft, settings.answerReviewDays);
    await refreshThreads(tx, viewer, answer);
    await recordPublished(tx, viewer, answer, published.version);
    return published;
  });
}

async function settleFindings(
  tx: Tx,
  viewer: Viewer,
  answer: LockedAnswer,
  draft: AnswerDraft,
  { settled }: PublishInput,
) {
  const findings = await findingsOf(tx, answer, draft);
  const open = findings.filter(({ key }) => !settled[key]);
  if (open.length > 0) {
    const fields = Object.fromEntries(open.map(({ key }) => [`settled.${key}`, "finding_unsettled"]));
    throw new Invalid("findings_unsettled", fields, { count: open.length });
  }
  for (const { key, kind } of findings) {
    const data = { revision: draft.revision, key, kind, reason: settled[key] ?? "" };
    await record(tx, viewer, "answer.finding_settled", { answerId: answer.id, data });
  }
}

async function writeVersion(tx: Tx, viewer: Viewer, answer: LockedAnswer, draft: AnswerDraft, reviewDays: number) {
  const now = new Date();
  const version = answer.version + 1;
  const { title, markdown, changeNote, authorId } = draft;
  const slug = answer.version > 0 ? answer.slug : await freeSlug(tx, title);
  await tx.answerVersion.create({
    data: {
      answerId: answer.id,
      version,
      title,
      markdown,
      changeNote,
      authorId,
      reviewerId: viewer.id,
      publishedAt: now,
    },
  });
  await tx.answer.update({
    where: { id: answer.id },
    data: {
      version,
      slug,
      publishedAt: answer.publishedAt ?? now,
      checkedAt: now,
      reviewDueAt: reviewDue(now, reviewDays),
      retractedAt: null,
      retractedBecause: "",
      workedCount: 0,
      didntCount: 0,
      visitorsWorked: 0,
      visitorsDidnt: 0,
    },
  });
  await tx.answerDraft.delete({ where: { answerId: answer.id } });
  return { slug, version };
}

/** `hold-wps-five-seconds`, or with a number where that is taken. Publishing goes one after another meanwhile. */
async function freeSlug(tx: Tx, title: string): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('answer_slug', 0))`;
  const wanted = slugOf(title) || "answer";
  const taken = await tx.answer.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  const slugs = new Set(taken.map(({ slug }) => slug));
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!slugs.has(slug)) return slug;
  }
}

/** In the timeline of each thread it stands on; people are told once all the same. */
async function recordPublished(tx: Tx, viewer: Viewer, { id, threads }: LockedAnswer, version: number) {
  const data = { version };
  if (threads.length === 0) await record(tx, viewer, "answer.published", { answerId: id, data });
  for (const { threadId } of threads) await record(tx, viewer, "answer.published", { answerId: id, threadId, data });
}
