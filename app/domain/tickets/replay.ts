import type { RuleTrigger } from "../threads/escalation.ts";

export const REPLAY_DAYS = 90;
export const HOURS_A_DAY = 24;

/** What rules would have done in the last 90 days. */
export interface Replay {
  /** Questions that were looked at. */
  threads: number;
  count: number;
  /** Solved within an hour after: the community was about to. */
  solvedSoon: number;
  byTrigger: Partial<Record<RuleTrigger, number>>;
  /** By hour of the day, in the zone of the support hours. */
  byHour: number[];
  /** The latest of them. */
  list: ReplayedThread[];
}

export interface ReplayedThread {
  id: number;
  title: string;
  trigger: RuleTrigger;
  at: Date;
  isSolvedSoon: boolean;
}
