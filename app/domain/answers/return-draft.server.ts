import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { lockAnswer } from "./answers.server.ts";
import type { ReturnInput } from "./input.ts";
import { requireDraft } from "./save-draft.server.ts";

/** The reviewer gives the text back to its author and says why. */
export async function returnDraft(viewer: Viewer, answerId: number, { revision, reason }: ReturnInput): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    const draft = requireDraft(answer);
    authorize(viewer, "answer.review", draft);
    if (draft.state !== "in_review") throw new Conflict("draft_not_in_review");
    if (draft.revision !== revision) throw new Conflict("draft_changed");
    await tx.answerDraft.update({
      where: { answerId },
      data: { state: "writing", submittedAt: null, returnedBecause: reason },
    });
    await record(tx, viewer, "answer.returned", { answerId, data: { revision } });
  });
}
