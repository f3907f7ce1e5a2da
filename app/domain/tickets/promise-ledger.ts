/**
 * How something that was promised to somebody stands: open or past its date; kept, in time or late; withdrawn with a reason; said
 * to be promised and not decided, or not taken as one; and of goodwill, accepted or given.
 */
export const LEDGER_STANDINGS = [
  "open",
  "overdue",
  "kept",
  "kept_late",
  "broken",
  "claimed",
  "refused",
  "accepted",
  "given",
] as const;
export type LedgerStanding = (typeof LEDGER_STANDINGS)[number];

/** One line of the ledger: what was promised in whatever request, and what became of it. */
export interface LedgerEntry {
  kind: "promise" | "claim" | "goodwill";
  id: number;
  ticketId: number;
  subject: string;
  /** Where the viewer acts for them: to whom it was promised. */
  forName: string | null;
  text: string;
  /** Of goodwill, in the currency's smallest unit. */
  money: { amount: number; currency: string } | null;
  standing: LedgerStanding;
  /** Who owes it, or owed it. */
  byName: string;
  /** When it is due; null for what has no date. */
  dueAt: Date | null;
  /** When it was settled, else when it was said. */
  at: Date;
  /** Why it was not kept, or is none. */
  reason: string;
}
