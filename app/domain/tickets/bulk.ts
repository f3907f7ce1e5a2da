/** What can be done to many tickets at once. Never settling: nobody settles what they have not read. */
export const BULK_KINDS = ["assign", "put_back", "prioritise"] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

/** More than a page shows is more than anybody has seen. */
export const BULK_MAX = 50;
/** How long a deed can be undone. */
export const UNDO_DEED_MINUTES = 10;

/** A ticket that was changed: what it became, and what it had been. */
export interface DoneTo {
  ticketId: number;
  version: number;
  before: string;
}

/** One that was not, and the code of why. */
export interface RefusedFor {
  ticketId: number;
  code: string;
}

/** What became of a deed, as its doer reads it. */
export interface DeedView {
  id: number;
  kind: BulkKind;
  /** Whom they were given to, or the priority they have. */
  value: string;
  doneCount: number;
  refused: (RefusedFor & { subject: string })[];
  isUndone: boolean;
  /** It came to its end: false where it was cut short. */
  isFinished: boolean;
  isUndoable: boolean;
}
