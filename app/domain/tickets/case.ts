import type { ThreadState, TicketState } from "../../generated/prisma/enums.ts";

/** What is asked of somebody whose turn it is. */
export const ASKS = ["details", "verdict", "read_back", "answer", "duty", "settle"] as const;
export type Ask = (typeof ASKS)[number];

/** A question of somebody's, a request of theirs, or both where they are about the same: one case, two lanes. */
export interface Case {
  /** Of the request, where there is one. */
  kind: "thread" | "request";
  id: number;
  title: string;
  state: ThreadState | "with_staff" | TicketState;
  /** Where what is asked of them, or what is new, stands. */
  href: string;
  /** Null while it is somebody else's turn, or over. */
  ask: Ask | null;
  /** By when it is wanted of them, or when they hear from us. */
  until: Date | null;
  /** What we need from them, or what we wait for, in staff's words. */
  wanted: string;
  /** Promised to them and still open. */
  promises: { text: string; dueAt: Date }[];
  /** What of a request stands in public. */
  threads: { id: number; title: string; state: ThreadState }[];
  /** Notices of it, of both lanes, that they have not looked at. */
  unread: number;
  /** The latest word of both. */
  at: Date;
  /** Whose it is, of those the viewer acts for. */
  forName: string | null;
  /** Asked without their name. */
  isNameless: boolean;
}
