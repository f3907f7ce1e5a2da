import type { Ticket } from "../../generated/prisma/client.ts";
import { type Calendar, type Pause, type Target, targetSeconds } from "../calendars/calendar.ts";
import { dueAt } from "../calendars/clock.ts";
import { type TargetClock, targetFor } from "../calendars/priorities.ts";
import { factorAt, type Relaxation } from "../calendars/relaxation.ts";
import type { Settings } from "../settings/settings.ts";
import { categoryOf, turnOf } from "./ticket.ts";

/**
 * When the next thing is owed on a ticket, and when its state changes by itself: pure functions of the ticket's times
 * and of a calendar. What is stored is these inputs; the due time is a cache of the answer.
 */
export const DUE_CLOCKS = [
  "read_back",
  "first_response",
  "next_response",
  "update",
  "resolution",
  "rewrite",
  "third_party",
  "promise",
  "second_chance",
  "supervisor",
  "claim",
  "goodwill",
] as const;
export type DueClock = (typeof DUE_CLOCKS)[number];

export type ClockInputs = Pick<
  Ticket,
  | "state"
  | "priority"
  | "stateSince"
  | "createdAt"
  | "startedAt"
  | "firstRespondedAt"
  | "lastRespondedAt"
  | "requesterWaitingSince"
  | "waitingUntil"
  | "remindersSent"
  | "resolvedAt"
  | "resolutionSince"
  | "pauses"
  | "dutyUntil"
>;

/** A promise that is still open. */
export interface OpenPromise {
  id: number;
  createdAt: Date;
  dueAt: Date;
}

/** The requester has asked for it, and nobody has answered: somebody else, what they were promised, or goodwill. */
export interface AppealClock {
  id: number;
  kind: "second_chance" | "supervisor" | "claim" | "goodwill";
  createdAt: Date;
}

export type TimerSettings = Pick<
  Settings,
  | "readBackHours"
  | "silenceReminderDays"
  | "silenceResolvesDays"
  | "resolvedClosesDays"
  | "secondChanceHours"
  | "supervisorDays"
  | "claimDays"
  | "goodwillAnswerDays"
>;

/** Support hours that a returned statement may take to be rewritten. */
const REWRITE_HOURS = 2;
const DAY_MS = 86_400_000;

/** Something owed: so much support time after a start, or by a date of its own, for which `seconds` is null. */
export interface Owed {
  clock: DueClock;
  /** Null while the clock is paused, or when the calendar never opens for it. */
  at: Date | null;
  start: Date;
  seconds: number | null;
  pauses: readonly Pause[];
  /** How much longer its target is for having begun in a surge; 1 otherwise. */
  factor: number;
  /** Tells one run of the clock from the next: when it began, or which promise it counts. */
  run: string;
}

/** Everything owed on a ticket. */
export function owedOn(
  ticket: ClockInputs,
  promises: readonly OpenPromise[],
  calendar: Calendar,
  settings: TimerSettings,
  relaxations: readonly Relaxation[] = [],
  appeals: readonly AppealClock[] = [],
): Owed[] {
  const promised = promises.map(({ id, createdAt, dueAt }) => dated("promise", createdAt, dueAt, `promise ${id}`));
  const owed = owedByState(ticket, calendar, settings, relaxations);
  // It is the requester's turn, or nobody's: what they asked for waits with the rest.
  const isOurs = ["staff", "other"].includes(turnOf(ticket.state));
  const appealed = isOurs ? appeals.map((appeal) => owedToAppeal(ticket, appeal, calendar, settings)) : [];
  return [...owed, ...appealed, ...promised];
}

/** A surge does not lengthen it: it was said to one person, of one ticket. */
function owedToAppeal(ticket: ClockInputs, appeal: AppealClock, calendar: Calendar, settings: TimerSettings): Owed {
  const { id, kind, createdAt } = appeal;
  const seconds = targetSeconds(calendar, appealTarget(kind, settings));
  return { ...counted(calendar, kind, createdAt, { seconds, pauses: pausesOf(ticket) }), run: `appeal ${id}` };
}

/** In what time what was asked for is answered. */
export function appealTarget(kind: AppealClock["kind"], settings: TimerSettings): Target {
  switch (kind) {
    case "second_chance":
      return { hours: settings.secondChanceHours };
    case "supervisor":
      return { days: settings.supervisorDays };
    case "claim":
      return { days: settings.claimDays };
    case "goodwill":
      return { days: settings.goodwillAnswerDays };
  }
}

/** The earliest thing owed; null when nothing is, or when the calendar never opens for it. */
export function earliest(owed: readonly Owed[]): Owed | null {
  let first: Owed | null = null;
  for (const one of owed) if (one.at && (!first?.at || one.at < first.at)) first = one;
  return first;
}

function owedByState(
  ticket: ClockInputs,
  calendar: Calendar,
  settings: TimerSettings,
  relaxations: readonly Relaxation[],
): Owed[] {
  const after = (clock: DueClock, start: Date, hours: number) =>
    counted(calendar, clock, start, { seconds: targetSeconds(calendar, { hours }) });
  if (ticket.state === "read_back") return [after("read_back", ticket.stateSince, settings.readBackHours)];
  const turn = turnOf(ticket.state);
  if (turn === "requester" || turn === "nobody") return [];
  const owed = [...owedToRequester(ticket, calendar, relaxations), resolutionOf(ticket, calendar, relaxations)];
  if (ticket.state === "returned") owed.push(after("rewrite", ticket.stateSince, REWRITE_HOURS));
  if (ticket.state === "waiting_on_third_party" && ticket.waitingUntil) {
    owed.push(dated("third_party", ticket.stateSince, ticket.waitingUntil));
  }
  return owed;
}

/** A word: the first one, an answer to their message, or else news that we are still at it. */
function owedToRequester(ticket: ClockInputs, calendar: Calendar, relaxations: readonly Relaxation[]): Owed[] {
  const { priority, requesterWaitingSince } = ticket;
  const startedAt = ticket.startedAt ?? ticket.createdAt;
  const word = (clock: TargetClock & DueClock, start: Date) =>
    counted(calendar, clock, start, {
      seconds: targetFor(calendar, clock, priority),
      factor: factorAt(relaxations, start),
    });
  const owed: Owed[] = [];
  if (!ticket.firstRespondedAt) owed.push(word("first_response", startedAt));
  if (requesterWaitingSince) owed.push(word("next_response", requesterWaitingSince));
  return owed.length > 0 ? owed : [word("update", later(ticket.lastRespondedAt, startedAt))];
}

/** The whole matter, from when staff could begin; times in which it was not staff's to go on are not counted. */
function resolutionOf(ticket: ClockInputs, calendar: Calendar, relaxations: readonly Relaxation[]): Owed {
  const start = ticket.resolutionSince ?? ticket.startedAt ?? ticket.createdAt;
  const seconds = targetFor(calendar, "resolution", ticket.priority);
  const factor = factorAt(relaxations, start);
  return counted(calendar, "resolution", start, { seconds, factor, pauses: pausesOf(ticket) });
}

/** Whether the clock of the resolution stands in a state: while others are waited for, or it is believed to be solved. */
export const isPausing = (state: Ticket["state"]) => ["paused", "solved"].includes(categoryOf(state));

/** When the clock of the resolution did not count, and does not now. */
export function pausesOf({ pauses, state, stateSince }: Pick<ClockInputs, "pauses" | "state" | "stateSince">): Pause[] {
  const past = (pauses as [string, string][]).map(([from, to]) => ({ from: new Date(from), to: new Date(to) }));
  return isPausing(state) ? [...past, { from: stateSince, to: null }] : past;
}

interface Counted {
  seconds: number;
  factor?: number;
  pauses?: readonly Pause[];
}

function counted(
  calendar: Calendar,
  clock: DueClock,
  start: Date,
  { seconds: usual, factor = 1, pauses = [] }: Counted,
): Owed {
  const seconds = Math.round(usual * factor);
  const at = dueAt(calendar, start, seconds, pauses);
  return { clock, at, start, seconds, pauses, factor, run: start.toISOString() };
}

function dated(clock: DueClock, start: Date, at: Date, run = start.toISOString()): Owed {
  return { clock, at, start, seconds: null, pauses: [], factor: 1, run };
}

/** When the state changes, or the requester is reminded, without anybody's doing. */
export function timerFor(ticket: ClockInputs, calendar: Calendar, settings: TimerSettings): Date | null {
  switch (ticket.state) {
    case "read_back":
      return dueAt(calendar, ticket.stateSince, targetSeconds(calendar, { hours: settings.readBackHours }), []);
    case "waiting_on_requester": {
      // What they are to do has a date and reminders of its own.
      if (ticket.dutyUntil) return null;
      const days = settings.silenceReminderDays[ticket.remindersSent] ?? settings.silenceResolvesDays;
      return dueAt(calendar, later(ticket.lastRespondedAt, ticket.stateSince), targetSeconds(calendar, { days }), []);
    }
    case "waiting_on_third_party":
      return ticket.waitingUntil;
    case "resolved":
      return new Date((ticket.resolvedAt ?? ticket.stateSince).getTime() + settings.resolvedClosesDays * DAY_MS);
    default:
      return null;
  }
}

const later = (a: Date | null, b: Date) => (a && a > b ? a : b);
