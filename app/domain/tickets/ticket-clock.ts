import type { Ticket } from "../../generated/prisma/client.ts";
import { type Calendar, targetSeconds } from "../calendars/calendar.ts";
import { dueAt } from "../calendars/clock.ts";
import { type TargetClock, targetFor } from "../calendars/priorities.ts";
import type { Settings } from "../settings/settings.ts";
import { turnOf } from "./ticket.ts";

/**
 * When the next thing is owed on a ticket, and when its state changes by itself: pure functions of the ticket's times
 * and of a calendar. What is stored is these inputs; the due time is a cache of the answer.
 */
export const DUE_CLOCKS = [
  "read_back",
  "first_response",
  "next_response",
  "update",
  "rewrite",
  "third_party",
  "promise",
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
>;

export type TimerSettings = Pick<
  Settings,
  "readBackHours" | "silenceReminderDays" | "silenceResolvesDays" | "resolvedClosesDays"
>;

/** Support hours that a returned statement may take to be rewritten. */
const REWRITE_HOURS = 2;
const DAY_MS = 86_400_000;

/** Something owed: by a date of its own, or so much support time after a start. */
export type Owed =
  | { clock: DueClock; at: Date; start: null; seconds: null }
  | { clock: DueClock; at: Date | null; start: Date; seconds: number };

/** The earliest thing owed; null when nothing is, or when the calendar never opens for it. */
export function nextDue(
  ticket: ClockInputs,
  promisedBy: Date | null,
  calendar: Calendar,
  settings: TimerSettings,
): Owed | null {
  const owed = owedByState(ticket, calendar, settings);
  if (promisedBy) owed.push({ clock: "promise", at: promisedBy, start: null, seconds: null });
  let first: Owed | null = null;
  for (const one of owed) if (one.at && (!first?.at || one.at < first.at)) first = one;
  return first;
}

function owedByState(ticket: ClockInputs, calendar: Calendar, settings: TimerSettings): Owed[] {
  const after = (clock: DueClock, start: Date, hours: number) =>
    counted(calendar, clock, start, targetSeconds(calendar, { hours }));
  if (ticket.state === "read_back") return [after("read_back", ticket.stateSince, settings.readBackHours)];
  const turn = turnOf(ticket.state);
  if (turn === "requester" || turn === "nobody") return [];
  const owed = owedToRequester(ticket, calendar);
  if (ticket.state === "returned") owed.push(after("rewrite", ticket.stateSince, REWRITE_HOURS));
  if (ticket.state === "waiting_on_third_party" && ticket.waitingUntil) {
    owed.push({ clock: "third_party", at: ticket.waitingUntil, start: null, seconds: null });
  }
  return owed;
}

/** A word: the first one, an answer to their message, or else news that we are still at it. */
function owedToRequester(ticket: ClockInputs, calendar: Calendar): Owed[] {
  const { priority, requesterWaitingSince } = ticket;
  const startedAt = ticket.startedAt ?? ticket.createdAt;
  const word = (clock: TargetClock & DueClock, start: Date) =>
    counted(calendar, clock, start, targetFor(calendar, clock, priority));
  const owed: Owed[] = [];
  if (!ticket.firstRespondedAt) owed.push(word("first_response", startedAt));
  if (requesterWaitingSince) owed.push(word("next_response", requesterWaitingSince));
  return owed.length > 0 ? owed : [word("update", later(ticket.lastRespondedAt, startedAt))];
}

function counted(calendar: Calendar, clock: DueClock, start: Date, seconds: number): Owed {
  return { clock, at: dueAt(calendar, start, seconds, []), start, seconds };
}

/** When the state changes, or the requester is reminded, without anybody's doing. */
export function timerFor(ticket: ClockInputs, calendar: Calendar, settings: TimerSettings): Date | null {
  switch (ticket.state) {
    case "read_back":
      return dueAt(calendar, ticket.stateSince, targetSeconds(calendar, { hours: settings.readBackHours }), []);
    case "waiting_on_requester": {
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
