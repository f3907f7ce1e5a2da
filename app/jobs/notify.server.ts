import { setTimeout } from "node:timers/promises";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { addJob } from "../domain/events/record.server.ts";
import { claimDueMail } from "../domain/notifications/due-mail.server.ts";
import { followersOf } from "../domain/notifications/followers.server.ts";
import { addNotices } from "../domain/notifications/notices.server.ts";
import { recipientsOf } from "../domain/notifications/recipients.server.ts";
import type { Recipient } from "../domain/notifications/sides.server.ts";
import { loadSubject, type Subject } from "../domain/notifications/subject.server.ts";
import { withdrawCalls } from "../domain/notifications/withdraw-calls.server.ts";
import { fadeWatches } from "../domain/threads/fade-watches.server.ts";
import type { Event } from "../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../platform/db.server.ts";
import { Kept } from "../platform/kept.server.ts";

const payloadSchema = z.object({ eventId: z.coerce.bigint(), after: z.number().int().optional() });

/** So many people are told in one commit: a thread that a thousand follow holds no lock for long. */
const TOLD_AT_ONCE = 50;
/** Between two such commits the readers' pages have the machine for so many times as long as one took. */
const REST = 40;
const REST_MAX_MS = 2_000;

/**
 * Tells everybody whom an event concerns, in the app and by mail: once each, however often this runs. Those it names
 * come first, then those who follow, page by page: each page is a commit that queues the job of the next one, so that
 * a worker's death costs a page at most and tells nobody twice.
 */
export const notify: Task = async (payload) => {
  const { eventId, after } = payloadSchema.parse(payload);
  const event = await prisma.event.findUnique({ where: { id: eventId } });
  if (!event) return;
  if (after === undefined) {
    if (event.kind === "post.marked_solution" && event.threadId) await withdrawCalls(event.threadId);
    await tellNamed(event, await recipientsOf(event));
  }
  await tellFollowers(event, after ?? 0);
};

async function tellNamed(event: Event, recipients: readonly Recipient[]) {
  for (let from = 0; from < recipients.length; from += TOLD_AT_ONCE) {
    await transaction(async (tx) => {
      await tell(tx, event, recipients.slice(from, from + TOLD_AT_ONCE));
    });
  }
}

async function tellFollowers(event: Event, after: number) {
  const began = performance.now();
  const page = await followersOf(event, after, TOLD_AT_ONCE);
  if (!page || (page.recipients.length === 0 && page.next === null)) return;
  const subject = await subjectFor(event);
  await transaction(async (tx) => {
    await tell(tx, event, page.recipients, subject);
    if (page.next !== null) await queueNext(tx, event, page.next, performance.now() - began);
  });
}

let lately: { eventId: bigint; subject: Kept<Subject> } | undefined;

/**
 * What followers are told of, read once a second for all their pages. A thread hidden within that second is told of as one
 * hidden just after; each opens it, and is mailed, by what they may see then.
 */
function subjectFor(event: Event): Promise<Subject> {
  if (lately?.eventId !== event.id)
    lately = { eventId: event.id, subject: new Kept(1_000, () => loadSubject(prisma, event)) };
  return lately.subject.get();
}

/** What is mailed later is found by the job of each minute. */
async function tell(tx: Tx, event: Event, recipients: readonly Recipient[], subject?: Subject) {
  if (await addNotices(tx, event, recipients, subject)) await addJob(tx, "mail_notices", {}, "mail_notices");
}

const restAfter = (tookMs: number) => Math.min(REST_MAX_MS, Math.round(tookMs * REST));

/** After every other job, and after a rest. A page that is told again queues the same job again. */
async function queueNext(tx: Tx, { id }: Event, after: number, tookMs: number) {
  const rest = restAfter(tookMs);
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('notify', payload := json_build_object('eventId', ${String(id)}::text, 'after', ${after}::int),
      job_key := ${`notify:${id}:${after}`}, run_at := now() + ${rest}::int * interval '1 millisecond', priority := 20, max_attempts := 25)`;
}

/** Makes the mails that are due. Runs when somebody has been told, and each minute for those who wait for their hour. */
export const mailNotices: Task = async () => {
  for (let hasMore = true; hasMore; ) {
    const began = performance.now();
    hasMore = await claimDueMail();
    if (hasMore) await setTimeout(restAfter(performance.now() - began));
  }
};

/** Ends follows that nobody has had a word for since long ago, and says so. */
export const fadeOldWatches: Task = async () => {
  const now = new Date();
  while (await fadeWatches(now));
};
