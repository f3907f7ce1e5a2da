import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import { keepWord, nobody, thingOf } from "../threads/visitors-word.server.ts";
import type { VisitorsVerdict } from "../threads/visitors-word.ts";
import { hasAskedFor, lockAnswer } from "./answers.server.ts";

interface Said {
  verdict: VisitorsVerdict;
  version: number;
}

/**
 * Says without an account whether the version that was read worked, or takes that back. It is counted apart from members'
 * words and goes back to nobody's ticket.
 */
export async function sayOfAnswer(viewer: Viewer, answerId: number, browser: string, { verdict, version }: Said) {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    // Whoever has signed in meanwhile may still take back what their browser said.
    if (verdict !== "withdrawn" && !(await saysAsVisitor(viewer, answerId, tx))) throw new Forbidden();
    if (answer.version !== version || answer.retractedAt) throw new Conflict("answer_changed");
    const changes = await keepWord(tx, browser, thingOf.answer(answerId, version), { answerId }, verdict);
    if (!changes) return;
    await tx.answer.update({ where: { id: answerId }, data: changes.counts });
    await record(tx, nobody(viewer), "answer.visitor_said", { answerId, data: { version, ...changes.said } });
  });
}

/** Whether the viewer says it without an account: also a guest, of what somebody else has asked. */
export async function saysAsVisitor(viewer: Viewer, answerId: number, db: Tx = prisma): Promise<boolean> {
  const authorId = viewer.kind === "guest" && (await hasAskedFor(db, viewer, answerId)) ? viewer.id : null;
  return can(viewer, "thread.say_as_visitor", { authorId });
}
