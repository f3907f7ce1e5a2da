import type { Priority } from "../../generated/prisma/enums.ts";
import { type Calendar, type Target, targetSeconds } from "./calendar.ts";

export type TargetClock = "first_response" | "next_response" | "update" | "resolution";

/** How soon what is owed, in support time, before an admin says otherwise. */
export const TARGETS: Readonly<Record<Priority, Readonly<Record<TargetClock, Target>>>> = {
  urgent: {
    first_response: { hours: 0.5 },
    next_response: { hours: 1 },
    update: { hours: 2 },
    resolution: { hours: 8 },
  },
  high: { first_response: { hours: 2 }, next_response: { hours: 4 }, update: { days: 1 }, resolution: { days: 2 } },
  normal: { first_response: { hours: 8 }, next_response: { hours: 8 }, update: { days: 2 }, resolution: { days: 5 } },
  low: { first_response: { days: 2 }, next_response: { days: 2 }, update: { days: 5 }, resolution: { days: 15 } },
};

/** A ticket's target in seconds of support time, for `dueAt`. */
export function targetFor(calendar: Calendar, clock: TargetClock, priority: Priority): number {
  return targetSeconds(calendar, TARGETS[priority][clock]);
}
