import type { LaneValue } from "./lane.ts";

/**
 * Something a settled ticket still owes its requester: our word on a claim, on what they asked for as goodwill, or what they have
 * accepted.
 */
export interface LeftOpen {
  kind: "claim" | "asked" | "accepted";
  ticketId: number;
  version: number;
  subject: string;
  requesterName: string;
  /** The claim in their words; what they asked for. */
  words: string;
  money: { amount: number; currency: string } | null;
  at: Date;
  /** Those that the words may name. */
  privateValues: LaneValue[];
  /** It can be worked again; what was joined goes on elsewhere. */
  canReopen: boolean;
}
