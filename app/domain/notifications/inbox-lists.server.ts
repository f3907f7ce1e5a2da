import type { InboxList } from "./inbox.ts";

/** What a row is about, written as its index is. */
export const ABOUT = (row: string) => `notice_about(${row}."threadId", ${row}."ticketId", ${row}."answerId")`;

/** Which notices are in a list, as a condition on a row; a name is one of ours, never a visitor's. */
export function inList(row: string, list: InboxList): string {
  if (list === "all") return "true";
  if (list === "unread") return `${row}."readAt" IS NULL`;
  return `notice_list(${row}.kind, ${row}.reason, ${row}."ticketId") = '${list}'`;
}
