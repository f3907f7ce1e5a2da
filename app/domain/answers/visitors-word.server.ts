import type { Answer } from "../../generated/prisma/client.ts";
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
    if (verdict !== "withdrawn" && !(await saysAsVisitor(viewer, answerId, tx))) throw new Forbidden();
    if (answer.version !== version || answer.retractedAt) throw new Conflict("answer_changed");
    await keepWordOfAnswer(tx, viewer, answer, browser, verdict);
  });
}

/** Keeps a browser's word of a locked answer, or takes it back: who has signed in meanwhile is not counted twice. */
export async function keepWordOfAnswer(
  tx: Tx,
  viewer: Viewer,
  { id, version }: Pick<Answer, "id" | "version">,
  browser: string,
  verdict: VisitorsVerdict,
) {
  const changes = await keepWord(tx, browser, thingOf.answer(id, version), { answerId: id }, verdict);
  if (!changes) return;
  await tx.answer.update({ where: { id }, data: changes.counts });
  await record(tx, nobody(viewer), "answer.visitor_said", { answerId: id, data: { version, ...changes.said } });
}

/** Whether the viewer says it without an account: also a guest, of what somebody else has asked. */
export async function saysAsVisitor(viewer: Viewer, answerId: number, db: Tx = prisma): Promise<boolean> {
  const authorId = viewer.kind === "guest" && (await hasAskedFor(db, viewer, answerId)) ? viewer.id : null;
  return can(viewer, "thread.say_as_visitor", { authorId });
}
