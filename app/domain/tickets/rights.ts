import type { Hand, OpenAppeal, Verdict } from "./appeal.ts";

/** What the requester can ask for besides writing, and what they asked for: said before they press anything. */
export interface RequestRights {
  /** What they said of it last. */
  rated: Verdict | null;
  /** What they asked for, and has not been met. */
  open: OpenAppeal[];
  /** When it is not solved, or did not go well: who would go on. Null where there is nothing to go on with. */
  chance: ChanceOffer | null;
  /** What they may ask for while it is worked. */
  asks: Asks | null;
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

export interface Asks {
  another: AnotherOffer | null;
  supervisor: SupervisorOffer | null;
  nudge: NudgeView | null;
  passed: PassedOn | null;
}

export interface AnotherOffer {
  /** They asked before. */
  needsReason: boolean;
  /** There is nobody else. */
  isAlone: boolean;
  /** They asked so often lately that a supervisor looks at it instead. */
  isOften: boolean;
  by: Date | null;
}

export interface SupervisorOffer {
  by: Date | null;
  isAlone: boolean;
  /** How often that changed what came of it, from 0 to 1; null where too few asked to tell. */
  changed: number | null;
}

/** Whether they asked if anything is happening, of what is owed now. */
export interface NudgeView {
  askedAt: Date | null;
  /** Tickets before theirs, with the same person or for anybody; null before they have asked. */
  ahead: number | null;
}

/** It was passed on, and nobody has written since. */
export interface PassedOn {
  fromName: string;
  /** Null: for whoever takes it. */
  toName: string | null;
  isToLead: boolean;
}

/** The desk's view, and everybody's who has nothing to ask for. */
export const NO_RIGHTS: RequestRights = { rated: null, open: [], chance: null, asks: null };
