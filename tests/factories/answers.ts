import { Logger, runOnce, type TaskList } from "graphile-worker";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { draftAnswer } from "../../app/domain/answers/draft-answer.server.ts";
import { publishDraft } from "../../app/domain/answers/publish-draft.server.ts";
import { submitDraft } from "../../app/domain/answers/save-draft.server.ts";
import { mailNotices, notify } from "../../app/jobs/notify.server.ts";
import { reopenTicket } from "../../app/jobs/reopen-ticket.server.ts";
import { mailSender } from "../../app/jobs/send-mail.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { type Case, makeCase, makeViewer } from "./tickets.ts";

export const text = { title: "Keep the Wi-Fi password", body: "Hold WPS for five seconds.", changeNote: "" };

export const revisionOf = async (answerId: number) =>
  (await prisma.answerDraft.findUniqueOrThrow({ where: { answerId } })).revision;

export const answerOf = (id: number) => prisma.answer.findUniqueOrThrow({ where: { id } });

/** A text of the agent's about a resolved ticket, submitted for review. */
export async function makeDraftInReview(given?: Case, words = text) {
  const one = given ?? (await makeCase("resolved"));
  const { id: answerId } = await draftAnswer(one.agent, { ticketId: one.ticketId });
  await submitDraft(one.agent, answerId, { ...words, revision: await revisionOf(answerId) });
  return { ...one, answerId };
}

/** The same, published by a lead. */
export async function makeAnswer(given?: Case, words = text) {
  const draft = await makeDraftInReview(given, words);
  const reviewer = await makeViewer("lead");
  const published = await publish(reviewer, draft.answerId);
  return { ...draft, reviewer, ...published };
}

export async function publish(reviewer: Viewer, answerId: number, settled: Record<string, string> = {}) {
  return publishDraft(reviewer, answerId, { revision: await revisionOf(answerId), hasReread: false, settled });
}

/** What tells people, without a mail server: mails are written and stay in the outbox. */
export const telling: TaskList = { notify, mail_notices: mailNotices, send_mail: mailSender(undefined) };

/** Runs every job that is due of these kinds, as the worker would, until none is left; a job that fails throws. */
export async function runJobs(tasks: TaskList = { ...telling, reopen_ticket: reopenTicket }) {
  await runOnce({
    connectionString: databaseUrl(),
    taskList: tasks,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  });
  await untilPutAway();
  const { rows } = await pool.query(
    "SELECT last_error FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL",
  );
  if (rows.length > 0) throw new Error(rows[0].last_error);
}

/** The runner ends a moment before what became of its last job is written down. */
async function untilPutAway() {
  const locked = "SELECT 1 FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL";
  while ((await pool.query(locked)).rowCount !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

export const mailsTo = (viewer: Viewer) =>
  prisma.mail.findMany({ where: { accountId: viewer.id }, orderBy: { id: "asc" } });
export const noticesTo = (viewer: Viewer) =>
  prisma.notification.findMany({ where: { accountId: viewer.id }, orderBy: { id: "asc" } });
