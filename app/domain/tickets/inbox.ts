import type { Priority, TicketState } from "../../generated/prisma/enums.ts";
import type { DueClock } from "./ticket-clock.ts";
import type { SavedView } from "./view.ts";

/** The desk's views. All of them show urgent tickets first, then the next due, then who has waited longest. */
export const INBOX_VIEWS = ["mine", "unassigned", "open", "waiting", "snoozed"] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** Counting stops here: beyond it a number says no more than "many". */
export const COUNT_MAX = 1000;

export interface InboxRow {
  number: number;
  version: number;
  subject: string;
  state: TicketState;
  priority: Priority;
  dueAt: Date | null;
  dueClock: DueClock | null;
  requesterName: string;
  assigneeName: string | null;
  categoryName: string;
  /** How many said that it happens to them too, over all its threads. */
  affectedCount: number;
  isUnconfirmed: boolean;
  /** Their message waits for an answer. */
  isAwaitingUs: boolean;
  /** Nobody has it, and it is past read-back. */
  isTakeable: boolean;
  /** Never looked at by whoever looks, or changed since. */
  unread: "new" | "changed" | null;
  /** Put away, and back: because they were heard of, or because it was time. */
  cameBack: "reply" | "time" | null;
  /** Put away still; without a time until the requester is heard of. */
  isAway: boolean;
  awayUntil: Date | null;
}

export interface Inbox {
  /** Null where a saved view is open. */
  view: InboxView | null;
  open: SavedView | null;
  saved: (SavedView & { count: number })[];
  counts: Record<InboxView, number>;
  rows: InboxRow[];
  /** Cursor of the next page. */
  next: string | null;
}

export const isInboxView = (text: string | null): text is InboxView => INBOX_VIEWS.some((view) => view === text);
