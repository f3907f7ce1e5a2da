import type { DutyKind, DutyState } from "../../generated/prisma/enums.ts";

/** What a requester can be asked to do. */
export const DUTY_KINDS = ["send_back", "photo", "pay", "other"] as const satisfies readonly DutyKind[];

const DAY_MS = 86_400_000;

export interface DutyTimes {
  createdAt: Date;
  dueAt: Date;
  halfRemindedAt: Date | null;
  dayRemindedAt: Date | null;
}

export interface DutyStep {
  step: "half" | "day" | "expiry";
  at: Date;
}

/** What an open duty does by itself from now on, in order: reminds at half its time and a day before its date, and ends. */
export function stepsLeft({ createdAt, dueAt, halfRemindedAt, dayRemindedAt }: DutyTimes): DutyStep[] {
  const half = new Date((createdAt.getTime() + dueAt.getTime()) / 2);
  const day = new Date(dueAt.getTime() - DAY_MS);
  const steps: DutyStep[] = [{ step: "expiry", at: dueAt }];
  if (!halfRemindedAt) steps.push({ step: "half", at: half });
  // Who has less than a day has just been asked.
  if (!dayRemindedAt && day > createdAt) steps.push({ step: "day", at: day });
  return steps.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** When the next of them comes. */
export const nextStepAt = (duty: DutyTimes): Date => stepsLeft(duty)[0]?.at ?? duty.dueAt;

/** How a duty stands: `wanted`: its requester asks for a new date; `reissued`: it has one, in another row. */
export type DutyStanding = DutyState | "wanted" | "refused" | "reissued";

/** What a requester is asked to do, as both sides of the lane read it. */
export interface DutyView {
  id: number;
  kind: DutyKind;
  text: string;
  dueAt: Date;
  byName: string;
  standing: DutyStanding;
  settledAt: Date | null;
  settlement: string;
  wantedAt: Date | null;
  wantedWords: string;
  refusedBecause: string;
  /** It was given a new date. */
  isReissue: boolean;
}

/** Its requester can say that it is done, also when its date has passed. */
export const canBeDone = ({ standing }: Pick<DutyView, "standing">) =>
  ["open", "expired", "wanted", "refused"].includes(standing);
