import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMany, renderMarkdown } from "../../platform/markdown/render.server.ts";
import { mayPassOwnFrom } from "../accounts/second-person.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can, isDesk, visible } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { versionsOfAnswer } from "./library.server.ts";
import { findingsOf, linkedTicketIds } from "./redaction.server.ts";
import { reviewStanding } from "./reviewers.server.ts";

/** Everything the editor of an answer shows: the text, what was found in it, and the private talk it comes from. */
export async function answerForEditing(viewer: Viewer, answerId: number) {
  const answer = await requireForDesk(viewer, answerId);
  const [versions, context, text] = await Promise.all([
    versionsOfAnswer(answerId),
    privateContext(viewer, answer),
    answer.draft ? describeDraft(viewer, answer, answer.draft) : null,
  ]);
  const { id, slug, version, category, threads, retractedAt, retractedBecause, checkedAt, reviewDueAt } = answer;
  const current = answer.versions[0];
  return {
    ...{ id, slug, version, retractedAt, retractedBecause, checkedAt, reviewDueAt },
    categoryName: category.name,
    current: current
      ? { title: current.title, markdown: current.markdown, html: await renderMarkdown(current.markdown) }
      : null,
    threads: threads.map(({ thread }) => ({ id: thread.id, title: thread.title })),
    mayWrite: can(viewer, "answer.draft", answer),
    mayReview: can(viewer, "answer.review", { authorId: answer.ownerId }),
    versions,
    context,
    draft: text,
  };
}

type ForDesk = Awaited<ReturnType<typeof requireForDesk>>;

async function requireForDesk(viewer: Viewer, answerId: number) {
  const answer = await prisma.answer.findFirst({
    where: { AND: [{ id: answerId }, visible.answers(viewer)] },
    include: {
      category: true,
      draft: { include: { author: { select: { id: true, name: true } } } },
      versions: { orderBy: { version: "desc" }, take: 1 },
      threads: { include: { thread: { select: { id: true, title: true } } }, orderBy: { threadId: "asc" } },
    },
  });
  if (!answer || !isDesk(viewer)) throw new NotFound();
  return answer;
}

async function describeDraft(viewer: Viewer, answer: ForDesk, draft: NonNullable<ForDesk["draft"]>) {
  const { selfReviewMinutes } = await siteSettings();
  const [findings, standing, html] = await Promise.all([
    findingsOf(prisma, answer, draft),
    reviewStanding(prisma, viewer, draft),
    renderMarkdown(draft.markdown),
  ]);
  const { title, markdown, changeNote, state, revision, submittedAt, returnedBecause, updatedAt, author } = draft;
  return {
    ...{
      title,
      markdown,
      changeNote,
      state,
      revision,
      submittedAt,
      returnedBecause,
      updatedAt,
      html,
      findings,
      standing,
    },
    authorName: author.name,
    isMine: author.id === viewer.id,
    ownReviewFrom: submittedAt && mayPassOwnFrom(submittedAt, selfReviewMinutes),
    selfReviewMinutes,
  };
}

/** So much of a long talk stands beside the text; the ticket has the rest. */
const MESSAGES = 30;

/** The private lane of each linked ticket, newest first, for whoever writes the new text. */
async function privateContext(viewer: Viewer, answer: ForDesk) {
  const ids = await linkedTicketIds(prisma, answer);
  const latest = { orderBy: { id: "desc" }, take: MESSAGES, include: { author: { select: { name: true } } } } as const;
  const tickets = await prisma.ticket.findMany({
    where: { AND: [{ id: { in: ids } }, visible.tickets(viewer)] },
    include: { statements: { orderBy: { number: "desc" }, take: 1 }, responses: latest, notes: latest },
    orderBy: { id: "asc" },
  });
  return Promise.all(
    tickets.map(async ({ id, subject, desiredOutcome, statements, responses, notes }) => ({
      ...{ id, subject, desiredOutcome },
      statement: await statementOf(statements[0]),
      messages: await talkOf(responses, notes),
    })),
  );
}

async function statementOf(statement: { text: string; confirmedAt: Date | null } | undefined) {
  if (!statement) return null;
  return { html: await renderMarkdown(statement.text), isConfirmed: statement.confirmedAt !== null };
}

interface Message {
  id: number;
  markdown: string;
  createdAt: Date;
  author: { name: string };
  /** Of a response; a note is always staff's. */
  isFromStaff?: boolean;
}

async function talkOf(responses: Message[], notes: Message[]) {
  const all = [
    ...responses.map((message) => ({ ...message, kind: "response" as const })),
    ...notes.map((message) => ({ ...message, kind: "note" as const })),
  ].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const html = await renderMany(all.map(({ markdown }) => markdown));
  return all.map(({ id, kind, author, createdAt, isFromStaff }, i) => ({
    ...{ id, kind, at: createdAt },
    authorName: author.name,
    isFromStaff: isFromStaff ?? true,
    html: html[i] ?? "",
  }));
}
