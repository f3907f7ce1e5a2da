import type { Hand, OpenAppeal, Verdict } from "./appeal.ts";

/** What the requester can ask for besides writing, and what they asked for: said before they press anything. */
export interface RequestRights {
  /** What they said of it last. */
  rated: Verdict | null;
  /** What they asked for, and has not been met. */
  open: OpenAppeal[];
  /** When it is not solved, or did not go well: who would go on. Null where there is nothing to go on with. */
  chance: ChanceOffer | null;
}

export interface ChanceOffer {
  /** Who goes on unless they say otherwise. */
  hand: Hand;
  /** They may choose between another agent and the same; a lead is not a choice. */
  isChoice: boolean;
  /** Who takes it over from whoever had it. */
  successor: "another" | "lead";
  /** By when somebody else answers; null when the calendar never opens. */
  by: Date | null;
  /** There is nobody else: who had it reads everything again. */
  isAlone: boolean;
}

/** The desk's view, and everybody's who has nothing to ask for. */
export const NO_RIGHTS: RequestRights = { rated: null, open: [], chance: null };
