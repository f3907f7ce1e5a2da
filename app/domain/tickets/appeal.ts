import type { AppealKind, SupervisorOutcome } from "../../generated/prisma/enums.ts";
import type { LaneValue } from "./lane.ts";

/** Whom the requester would rather have go on. */
export const WISHES = ["another", "same"] as const;
export type Wish = (typeof WISHES)[number];

/** Who goes on: whoever had it, somebody who never had it, or a lead. */
export type Hand = Wish | "lead";

export const SUPERVISOR_OUTCOMES = ["upheld", "changed", "explained"] as const satisfies readonly SupervisorOutcome[];

/**
 * Who goes on with a ticket that is opened again (product.md §5, §8): the same person at first, another one the second
 * time or when the requester wants it, a lead the third time or after one second chance. Whoever had it before goes on
 * the second time only where the requester says so.
 */
export function handAfter(reopenings: number, chances: number, wish: Wish | null): Hand {
  if (reopenings >= 2) return "lead";
  const wanted = wish ?? (reopenings === 1 ? "another" : "same");
  return wanted === "another" && chances > 0 ? "lead" : wanted;
}

/** Any "no" is worth a second chance; what was not answered is none. */
export const isBad = ({ isSolved, isFair, isWorthIt }: Verdict) => !isSolved || isFair === false || isWorthIt === false;

export interface Verdict {
  isSolved: boolean;
  isFair: boolean | null;
  isWorthIt: boolean | null;
}

/** An appeal that has not been met, as its requester and the desk read it. */
export interface OpenAppeal {
  id: number;
  kind: AppealKind;
  at: Date;
  toName: string | null;
  isAlone: boolean;
}

/** The same at the desk, with the requester's words. */
export type DeskAppeal = Omit<OpenAppeal, "toName"> & { reason: string };

/** A line of the lead's list. */
export interface AppealRow extends OpenAppeal {
  ticketId: number;
  subject: string;
  requesterName: string;
  reason: string;
  /** Those that the reason may name. */
  privateValues: LaneValue[];
  dueAt: Date | null;
}
