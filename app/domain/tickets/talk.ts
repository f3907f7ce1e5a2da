import type { Role } from "../../generated/prisma/enums.ts";

/** Roles that can be asked as such: whoever of them comes first answers. */
export const ASKED_ROLES = ["lead", "agent_2", "technician"] as const satisfies readonly Role[];
export type AskedRole = (typeof ASKED_ROLES)[number];

/** A question among staff as a list shows it. */
export interface TalkRow {
  id: number;
  /** The beginning of the question. */
  words: string;
  askedByName: string;
  /** Null where it was put to a role. */
  askedName: string | null;
  askedRole: AskedRole | null;
  at: Date;
  answeredAt: Date | null;
  /** Nobody has answered in time, and who asked was told so. */
  overdueAt: Date | null;
}

/** The same on a page of its own, with what was answered. */
export interface TalkView extends Omit<TalkRow, "words"> {
  /** Null for whoever may not open the ticket: they see what they were asked, and no more. */
  ticket: { number: number; subject: string } | null;
  closedAt: Date | null;
  helped: boolean | null;
  messages: { id: number; name: string; at: Date; html: string }[];
  may: { answer: boolean; close: boolean };
}
