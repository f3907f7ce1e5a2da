import type { StepOutcome } from "../../generated/prisma/enums.ts";

/** A step of a case, as the desk sees it: suggested in the thread, or asked for by staff. */
export interface StepView {
  key: string;
  /** Where it was suggested; null where staff has thought of it, or what suggested it is gone. */
  postId: number | null;
  step: number;
  text: string;
  /** What the requester says of it now. */
  outcome: StepOutcome | null;
  markedAt: Date | null;
  workedCount: number;
  didntCount: number;
  /** It was marked, or marked otherwise, after the ticket had been opened. */
  isNews: boolean;
  asked: AskedStep | null;
}

export interface AskedStep {
  id: number;
  byName: string;
  at: Date;
  reason: string;
}

/** A step that staff asked the requester for, as the requester sees it. */
export interface RequestedStep {
  id: number;
  text: string;
  byName: string;
  at: Date;
  reason: string;
  outcome: StepOutcome | null;
}

/** The requester has said what came of it, also that they can't: it is not asked for again without a reason. */
export const isDone = ({ outcome }: { outcome: StepOutcome | null }) => outcome !== null;

const wordsOf = (text: string) => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];

/** So much of the shorter text's words must be in the other, and so many words must it have. */
const SHARED = 0.8;
const WORDS_MIN = 3;

/** Whether two texts name the same step: the same words, or nearly all of the shorter one's. */
export function isSameStep(one: string, other: string): boolean {
  const [short = [], long = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  const shared = short.filter((word) => long.includes(word)).length;
  return short.length < WORDS_MIN ? shared === long.length && shared > 0 : shared >= SHARED * short.length;
}
