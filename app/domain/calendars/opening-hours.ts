import type { Calendar } from "./calendar.ts";
import { dueAt, elapsedSeconds } from "./clock.ts";

/** Whether staff works at an instant. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  return elapsedSeconds(calendar, at, new Date(at.getTime() + 1_000), []) > 0;
}

/** The first instant from `at` on at which staff works: `at` itself when open; null when none comes. */
export function nextOpening(calendar: Calendar, at: Date): Date | null {
  return isOpen(calendar, at) ? at : dueAt(calendar, at, 0, []);
}
