import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can } from "../permissions.ts";
import { addAffected } from "../threads/join-affected.server.ts";
import { lockThread } from "../threads/threads.server.ts";
import { hasAskedFor, type LockedAnswer, lockAnswer } from "./answers.server.ts";
import type { OutcomeInput } from "./input.ts";
import { refreshThread } from "./linked-threads.server.ts";
import { keepWordOfAnswer } from "./visitors-word.server.ts";

/**
 * "It worked for me" or "it didn't", said of the version that was read. A no goes back to the ticket, and makes its
 * sayer one of the affected. Each person's last word counts; saying the same twice changes nothing. What their `browser` has
 * said of it without an account is taken back.
 */
export async function judgeAnswer(
  viewer: Viewer,
  answerId: number,
  { verdict, version }: OutcomeInput,
  browser: string | null = null,
): Promise<void> {
  await transaction(async (tx) => {
    const answer = await lockAnswer(tx, viewer, answerId);
    authorize(viewer, "answer.judge", answer);
    // A guest is somebody in what they have asked alone.
    if (viewer.kind === "guest" && !(await hasAskedFor(tx, viewer, answerId))) throw new Forbidden();
    if (answer.version !== version || answer.retractedAt) throw new Conflict("answer_changed");
    if (browser) await keepWordOfAnswer(tx, viewer, answer, browser, "withdrawn");
    const key = { answerId, accountId: viewer.id };
    const before = await tx.answerOutcome.findUnique({ where: { answerId_accountId: key } });
    if (before?.version === version && before.outcome === verdict) return;
    const said = { version, outcome: verdict, createdAt: new Date() };
    await tx.answerOutcome.upsert({ where: { answerId_accountId: key }, create: { ...key, ...said }, update: said });
    await count(tx, answer);
    const threadId = await joinOrRefresh(tx, viewer, answer, verdict);
    const kind = verdict === "worked" ? "answer.worked" : "answer.did_not_work";
    await record(tx, viewer, kind, { answerId, threadId, data: { version } });
  });
}

/** What is shown is of the current version; the events keep what was said of every one. */
async function count(tx: Tx, { id, version }: LockedAnswer) {
  const of = (outcome: "worked" | "didnt") => tx.answerOutcome.count({ where: { answerId: id, version, outcome } });
  const [workedCount, didntCount] = [await of("worked"), await of("didnt")];
  await tx.answer.update({ where: { id }, data: { workedCount, didntCount } });
}

/** Its asker's word decides whether a thread is solved; anybody else's no makes them affected there. Gives the thread. */
async function joinOrRefresh(tx: Tx, viewer: Viewer, answer: LockedAnswer, verdict: OutcomeInput["verdict"]) {
  const threads = await readableThreads(tx, viewer, answer);
  const asked = threads.filter((thread) => thread.authorId === viewer.id);
  for (const thread of asked) await refreshThread(tx, viewer, thread.id);
  if (asked[0] || verdict === "worked") return asked[0]?.id;
  const theirs =
    threads.find((thread) => thread.affected.length > 0) ??
    threads.find((thread) => can(viewer, "thread.join", thread));
  if (!theirs) return undefined;
  await lockThread(tx, viewer, theirs.id);
  await addAffected(tx, viewer, theirs.id);
  return theirs.id;
}

async function readableThreads(tx: Tx, viewer: Viewer, { threads }: LockedAnswer) {
  const rows = await tx.thread.findMany({
    where: { id: { in: threads.map(({ threadId }) => threadId) } },
    include: { category: true, affected: { where: { accountId: viewer.id } } },
    orderBy: { id: "asc" },
  });
  return rows.filter((thread) => can(viewer, "thread.see", thread));
}
