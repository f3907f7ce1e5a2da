import type { AnswerDraft } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { type LockedAnswer, lockAnswer } from "./answers.server.ts";
import type { SaveInput } from "./input.ts";

/** Keeps the text as far as it is written. Nobody writes over a revision they have not read. */
export async function saveDraft(viewer: Viewer, answerId: number, input: SaveInput): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    await write(tx, viewer, answer, input);
  });
}

/** Keeps the text and gives it to a second person. A correction says what it corrects. */
export async function submitDraft(viewer: Viewer, answerId: number, input: SaveInput): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    const draft = await write(tx, viewer, answer, input);
    if (answer.version > 0 && !draft.changeNote) throw new Invalid("invalid_form", { changeNote: "required" });
    await tx.answerDraft.update({
      where: { answerId },
      data: { state: "in_review", submittedAt: new Date(), returnedBecause: "" },
    });
    await record(tx, viewer, "answer.submitted", { answerId, data: { revision: draft.revision } });
  });
}

/** The writer takes the text back from review to go on with it. */
export async function takeBackDraft(viewer: Viewer, answerId: number): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    const draft = requireDraft(answer);
    if (draft.authorId !== viewer.id) throw new Forbidden();
    authorize(viewer, "answer.draft", answer);
    if (draft.state === "writing") return;
    await tx.answerDraft.update({ where: { answerId }, data: { state: "writing", submittedAt: null } });
    await record(tx, viewer, "answer.returned", { answerId, data: { by: "author" } });
  });
}

/** The text that is being written, or a conflict: it has been published meanwhile. */
export function requireDraft(answer: LockedAnswer): AnswerDraft {
  if (!answer.draft) throw new Conflict("no_draft");
  return answer.draft;
}

async function write(tx: Tx, viewer: Viewer, answer: LockedAnswer, input: SaveInput): Promise<AnswerDraft> {
  authorize(viewer, "answer.draft", answer);
  const draft = requireDraft(answer);
  if (draft.state === "in_review") throw new Conflict("draft_in_review");
  const { title, body: markdown, changeNote } = input;
  const isSame = draft.title === title && draft.markdown === markdown && draft.changeNote === changeNote;
  if (isSame) return draft;
  if (draft.revision !== input.revision) throw new Conflict("draft_changed");
  const written = await tx.answerDraft.update({
    where: { answerId: answer.id },
    data: { title, markdown, changeNote, authorId: viewer.id, revision: { increment: 1 }, updatedAt: new Date() },
  });
  await record(tx, viewer, "answer.edited", { answerId: answer.id, data: { revision: written.revision } });
  return written;
}
