import { randomBytes } from "node:crypto";
import type { Answer } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can, visible } from "../permissions.ts";
import { lockThread } from "../threads/threads.server.ts";
import { lockTicket } from "../tickets/tickets.server.ts";
import { draftSlug } from "./answer.ts";
import { lockAnswer } from "./answers.server.ts";
import type { DraftInput } from "./input.ts";

/**
 * Begins an answer: a new, empty text, never a copy of the private talk. For a ticket there is one: whoever comes
 * second gets the first one's.
 */
export async function draftAnswer(viewer: Viewer, input: DraftInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    if ("ticketId" in input) return draftForTicket(tx, viewer, input.ticketId);
    if ("threadId" in input) return draftForThread(tx, viewer, input.threadId);
    const category = await tx.category.findFirst({
      where: { AND: [{ id: input.categoryId }, visible.categories(viewer)] },
    });
    if (!category) throw new Invalid("invalid_form", { categoryId: "required" });
    return begin(tx, viewer, { categoryId: category.id, ticketId: null, threadIds: [], title: input.title });
  });
}

async function draftForTicket(tx: Tx, viewer: Viewer, ticketId: number) {
  const ticket = await lockTicket(tx, viewer, ticketId);
  if (!can(viewer, "notes.see", ticket)) throw new NotFound();
  const earlier = await tx.answer.findFirst({ where: { ticketId }, orderBy: { id: "asc" } });
  if (earlier) return { id: earlier.id };
  const threads = await tx.ticketThread.findMany({ where: { ticketId } });
  const threadIds = threads.map(({ threadId }) => threadId);
  return begin(tx, viewer, { categoryId: ticket.categoryId, ticketId, threadIds });
}

async function draftForThread(tx: Tx, viewer: Viewer, threadId: number) {
  const { categoryId } = await lockThread(tx, viewer, threadId);
  return begin(tx, viewer, { categoryId, ticketId: null, threadIds: [threadId] });
}

interface Beginning {
  categoryId: number;
  ticketId: number | null;
  threadIds: number[];
  title?: string;
}

async function begin(
  tx: Tx,
  viewer: Viewer,
  { categoryId, ticketId, threadIds, title = "" }: Beginning,
): Promise<{ id: number }> {
  const category = await tx.category.findUniqueOrThrow({ where: { id: categoryId } });
  authorize(viewer, "answer.draft", { category, publishedAt: null, retractedAt: null });
  const answer = await tx.answer.create({
    data: {
      slug: draftSlug(randomBytes(9).toString("base64url")),
      categoryId,
      ticketId,
      ownerId: viewer.id,
      threads: { create: threadIds.map((threadId) => ({ threadId })) },
      draft: { create: { title, markdown: "", authorId: viewer.id } },
    },
  });
  await recordDrafted(tx, viewer, answer);
  return { id: answer.id };
}

/** Begins the next version of a published answer, from the words of the current one. */
export async function reviseAnswer(viewer: Viewer, answerId: number): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    authorize(viewer, "answer.draft", answer);
    if (answer.draft) return;
    if (answer.version === 0) throw new Conflict("not_published");
    const { title, markdown } = await tx.answerVersion.findUniqueOrThrow({
      where: { answerId_version: { answerId, version: answer.version } },
    });
    await tx.answerDraft.create({ data: { answerId, title, markdown, authorId: viewer.id } });
    await recordDrafted(tx, viewer, answer);
  });
}

const recordDrafted = (tx: Tx, viewer: Viewer, { id, ticketId, version }: Answer) =>
  record(tx, viewer, "answer.drafted", { answerId: id, data: { version: version + 1, fromTicket: ticketId !== null } });
