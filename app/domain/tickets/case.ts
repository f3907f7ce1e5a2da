import type { ThreadState, TicketState } from "../../generated/prisma/enums.ts";

/** What is asked of somebody whose turn it is. */
export const ASKS = ["details", "verdict", "read_back", "answer", "duty", "settle"] as const;
export type Ask = (typeof ASKS)[number];

/** A thread or a request of somebody's, as the page of their cases lists it. */
export interface Case {
  kind: "thread" | "request";
  id: number;
  title: string;
  state: ThreadState | "with_staff" | TicketState;
  /** Null while it is somebody else's turn, or over. */
  ask: Ask | null;
  /** By when it is wanted of them, or when they hear from us. */
  until: Date | null;
  /** What we need from them, in staff's words. */
  wanted: string;
  /** Promised to them and still open. */
  promises: { text: string; dueAt: Date }[];
  /** Notices of it that they have not looked at. */
  unread: number;
  at: Date;
}
