/** What was said of how tickets went, for those who lead. */
export interface RatingSum {
  /** Null for all. */
  name: string | null;
  count: number;
  solved: Share;
  fair: Share;
  worth: Share;
}

/** Of those who answered: how many said yes. */
export interface Share {
  yes: number;
  of: number;
}

/** A row as it may be read: without numbers where they would tell of single people. */
export type ShownSum = RatingSum | { name: string | null; count: null };

/** Fewer say nothing, and tell who said it (product.md §12). */
export const LEAST_RATED = 20;

/**
 * Leaves out the numbers of rows that too few stand behind. Where only one would be left out its numbers could be had from
 * the sum of all, so the next smallest goes with it.
 */
export function shielded(rows: readonly RatingSum[]): ShownSum[] {
  const small = rows.filter(({ count }) => count > 0 && count < LEAST_RATED);
  const enough = rows.filter(({ count }) => count >= LEAST_RATED).sort((one, other) => one.count - other.count);
  const hidden = new Set(small.length === 1 ? [...small, ...enough.slice(0, 1)] : small);
  return rows.filter(({ count }) => count > 0).map((row) => (hidden.has(row) ? { name: row.name, count: null } : row));
}

/** Something somebody said of a ticket, in their own words or by closing it unsolved. */
export interface SaidOfTicket {
  ticketId: number;
  subject: string;
  at: Date;
  words: string;
}
