import type { ReadingKind, SupervisorOutcome } from "../../generated/prisma/enums.ts";

/** What a second person reads before it is sent, unless it is said in an approved text (product.md §8). */
export const READING_SUBJECTS = ["money", "law", "safety", "health"] as const;
export type ReadingSubject = (typeof READING_SUBJECTS)[number];

/** Why a response is read by a second person: a subject, its category, or because its author asked. */
export const READING_REASONS = [...READING_SUBJECTS, "category", "asked"] as const;
export type ReadingReason = (typeof READING_REASONS)[number];

/** A response that waits, as the desk sees it. */
export interface ReadingView {
  id: number;
  kind: ReadingKind;
  authorId: number;
  authorName: string;
  html: string;
  files: { id: number; name: string }[];
  /** What goes with it. */
  terms: ReadingTerms;
  because: ReadingReason[];
  hash: string;
  at: Date;
  /** The requester has written since, so it may answer less than it should. */
  isOvertaken: boolean;
  /** How the viewer stands to it: `reader` may let it go; `own` wrote it; `alone` wrote it, and nobody else may. */
  standing: "reader" | "own" | "alone" | "onlooker";
  /** From when whoever is alone may let it go. */
  mayPassOwnFrom: Date;
}

/** What a form says beside its words. */
export interface ReadingTerms {
  waitingFor?: string;
  /** ISO 8601. */
  waitingUntil?: string;
  /** It is something to do: what kind. */
  duty?: string;
  /** Something the requester has confirmed is asked for again, with a reason. */
  isAgain?: "yes";
  /** What is promised with it; ISO 8601. */
  promises?: [body: string, dueAt: string][];
  /** What came of asking for a supervisor, who answers with it. */
  outcome?: SupervisorOutcome;
  publish?: string;
  outcomeVerdict?: string;
  outcomeReason?: string;
}

/** Why a response that was let go is sent by somebody else: its author can't say it any more, or the ticket has gone on. */
export const HANDED_ON = ["author_gone", "author_moved"] as const;
export type HandedOn = (typeof HANDED_ON)[number];

/** One that came back to its author, or came to who sends it in their place, as the form was. */
export interface ReturnedReading {
  kind: ReadingKind;
  came: "returned" | "withdrawn" | HandedOn;
  reason: string;
  authorName: string;
  typed: Record<string, string>;
}
