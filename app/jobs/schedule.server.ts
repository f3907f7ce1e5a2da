import type { Task } from "graphile-worker";
import { z } from "zod";
import { clearBounces } from "../domain/accounts/bounces.server.ts";
import { SYSTEM } from "../domain/accounts/viewer.ts";
import { clearFiles } from "../domain/attachments/clear-files.server.ts";
import { nudgeThread } from "../domain/routing/nudge-thread.server.ts";
import { clearSearches } from "../domain/searches/keep-search.server.ts";
import { clearAttempts } from "../domain/threads/ask-attempts.server.ts";
import { clearLeavings } from "../domain/threads/ask-leavings.server.ts";
import { endSurgeInTime } from "../domain/threads/surge.server.ts";
import { isWaiting } from "../domain/threads/thread.ts";
import { considerEscalation, escalateSilent } from "../domain/tickets/escalate-by-rule.server.ts";
import { runTimer } from "../domain/tickets/run-timer.server.ts";
import { breakTheSilence } from "../domain/tickets/still-stuck.server.ts";
import { takeDutyStep } from "../domain/tickets/take-duty-step.server.ts";
import { tellOfSilence } from "../domain/tickets/tell-of-silence.server.ts";
import { lockTicket } from "../domain/tickets/tickets.server.ts";
import { warnOfClocks } from "../domain/tickets/warn-of-clocks.server.ts";
import type { ThreadState } from "../generated/prisma/enums.ts";
import { prisma, type Tx, transaction } from "../platform/db.server.ts";
import { Refusal } from "../platform/errors.ts";
import { log } from "../platform/log.server.ts";
import { clearRateLimits } from "../platform/rate-limit.server.ts";

/** A due row, and when it was due: oldest first, so that after downtime whoever waited longest is served first. */
interface Due {
  id: number;
  at: Date;
}

const BEGINNING: Due = { id: 0, at: new Date(0) };

/**
 * Sends threads to staff that nobody has answered in time. Any number of workers may run this at once: each takes a
 * thread that no other has locked, in a transaction of its own.
 */
export const sweepSilentThreads: Task = () => workThrough("sweep_silent_threads", escalateNext);

/** Passes read-backs, reminds, resumes, closes: whatever tickets do by themselves once their time has come. */
export const runTicketTimers: Task = () => workThrough("run_ticket_timers", runNext);

/** Warns of clocks that have reached a share of their time: what came up while nobody worked too, oldest first. */
export const warnOfReachedClocks: Task = () => workThrough("warn_of_reached_clocks", warnNext);

/** A surge ends when it was said to, whoever is there. */
export const endSurges: Task = () => endSurgeInTime();

type Step = (tx: Tx, after: Due, began: Date, claim: (due: Due) => void) => Promise<boolean>;

/**
 * Does step after step until nothing is due. A row that fails is logged and left for the next run; the rest goes on
 * behind it. What becomes due while this runs waits for the next run too, so that a run ends.
 */
async function workThrough(task: string, step: Step) {
  const began = new Date();
  let after = BEGINNING;
  for (let hasMore = true; hasMore; ) {
    const from = after;
    try {
      hasMore = await transaction((tx) => step(tx, from, began, (due) => (after = due)));
    } catch (error) {
      if (after === from) throw error; // no row to blame: the database is away
      log.error({ task, id: after.id, error }, "a due row failed; the others go on");
    }
  }
}

async function escalateNext(tx: Tx, after: Due, began: Date, claim: (due: Due) => void) {
  const [due] = await tx.$queryRaw<Due[]>`
    SELECT id, "escalateAt" AS at FROM "Thread"
    WHERE "escalateAt" <= ${began} AND ("escalateAt", id) > (${after.at}, ${after.id}::int)
    ORDER BY "escalateAt", id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!due) return false;
  claim(due);
  await escalateSilent(tx, due.id);
  return true;
}

/** Calls helpers to threads that wait, asks askers who were answered how it stands, and lets threads rest. */
export const takeThreadSteps: Task = () => workThrough("take_thread_steps", stepNext);

async function stepNext(tx: Tx, after: Due, began: Date, claim: (due: Due) => void) {
  const [due] = await tx.$queryRaw<(Due & { state: ThreadState })[]>`
    SELECT id, "stepAt" AS at, state::text FROM "Thread"
    WHERE "stepAt" <= ${began} AND ("stepAt", id) > (${after.at}, ${after.id}::int)
    ORDER BY "stepAt", id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!due) return false;
  claim(due);
  if (isWaiting(due.state)) await nudgeThread(tx, due.id);
  else await breakTheSilence(tx, due.id);
  return true;
}

const considered = z.object({ threadId: z.number().int().positive() });

/** Something was said in a thread: the rules are asked whether it goes to staff. */
export const considerThread: Task = async (payload) => {
  try {
    await considerEscalation(considered.parse(payload).threadId);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // it went to staff, or away, meanwhile
  }
};

async function runNext(tx: Tx, after: Due, began: Date, claim: (due: Due) => void) {
  const [due] = await tx.$queryRaw<Due[]>`
    SELECT id, "timerAt" AS at FROM "Ticket"
    WHERE "timerAt" <= ${began} AND ("timerAt", id) > (${after.at}, ${after.id}::int)
    ORDER BY "timerAt", id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!due) return false;
  claim(due);
  await runTimer(tx, await lockTicket(tx, SYSTEM, due.id));
  return true;
}

async function warnNext(tx: Tx, after: Due, began: Date, claim: (due: Due) => void) {
  const [due] = await tx.$queryRaw<Due[]>`
    SELECT ticket.id, alarm.at FROM "ClockAlarm" alarm JOIN "Ticket" ticket ON ticket.id = alarm."ticketId"
    WHERE alarm.at <= ${began} AND (alarm.at, alarm."ticketId") > (${after.at}, ${after.id}::int)
    ORDER BY alarm.at, alarm."ticketId" LIMIT 1 FOR UPDATE OF ticket SKIP LOCKED`;
  if (!due) return false;
  claim(due);
  await warnOfClocks(tx, await lockTicket(tx, SYSTEM, due.id), began);
  return true;
}

/** Reminds of what requesters are to do, and lets it expire. */
export const takeDutySteps: Task = () => workThrough("take_duty_steps", dutyNext);

async function dutyNext(tx: Tx, after: Due, began: Date, claim: (due: Due) => void) {
  const [due] = await tx.$queryRaw<(Due & { ticketId: number })[]>`
    SELECT duty.id, duty."stepAt" AS at, ticket.id AS "ticketId" FROM "Duty" duty JOIN "Ticket" ticket ON ticket.id = duty."ticketId"
    WHERE duty."stepAt" <= ${began} AND (duty."stepAt", duty.id) > (${after.at}, ${after.id}::int)
    ORDER BY duty."stepAt", duty.id LIMIT 1 FOR UPDATE OF ticket SKIP LOCKED`;
  if (!due) return false;
  claim(due);
  await takeDutyStep(tx, await lockTicket(tx, SYSTEM, due.ticketId), due.id, began);
  return true;
}

/** Tells who asked something inside that nobody has answered. */
export const tellOfSilentTalks: Task = () => workThrough("tell_of_silent_talks", silenceNext);

async function silenceNext(tx: Tx, after: Due, began: Date, claim: (due: Due) => void) {
  const [due] = await tx.$queryRaw<(Due & { ticketId: number })[]>`
    SELECT talk.id, talk."stepAt" AS at, ticket.id AS "ticketId" FROM "SideTalk" talk JOIN "Ticket" ticket ON ticket.id = talk."ticketId"
    WHERE talk."stepAt" <= ${began} AND (talk."stepAt", talk.id) > (${after.at}, ${after.id}::int)
    ORDER BY talk."stepAt", talk.id LIMIT 1 FOR UPDATE OF ticket SKIP LOCKED`;
  if (!due) return false;
  claim(due);
  await tellOfSilence(tx, await lockTicket(tx, SYSTEM, due.ticketId), due.id, began);
  return true;
}

/** Clears away what has expired: sessions, sign-in codes, refusals of addresses, rate limits, searches, attempts to ask, files nobody used. */
export const clearExpired: Task = async () => {
  const now = new Date();
  await prisma.session.deleteMany({ where: { expiresAt: { lt: now } } });
  await prisma.signInCode.deleteMany({ where: { expiresAt: { lt: now } } });
  await clearBounces(now);
  await clearRateLimits();
  await clearSearches(now);
  await clearAttempts(now);
  await clearLeavings(now);
  await clearFiles(now);
};
