import type { ThreadState } from "../../generated/prisma/enums.ts";

/** Longest texts we take, in UTF-16 units; a 60 KB paste of a log is a normal question. */
export const TITLE_MAX = 200;
export const BODY_MAX = 65_536;
export const TAGS_MAX = 5;

/** What somebody says of a reply they tried, or that they take it back. */
export const JUDGEMENTS = ["worked", "didnt", "withdrawn"] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

interface Talk {
  askerId: number;
  /** Who spoke last in public, and whether as staff. */
  lastAuthorId: number;
  replyCount: number;
  solutionCount: number;
  isDetailRequested: boolean;
}

/**
 * Whose turn it is. The asker's last word needs attention, anybody else's is a response, a request for details stops
 * the clock until the asker comes back.
 */
export function stateOf(talk: Talk): ThreadState {
  if (talk.solutionCount > 0) return "solved";
  if (talk.replyCount === 0 || talk.lastAuthorId === talk.askerId) return "needs_attention";
  return talk.isDetailRequested ? "needs_info" : "responded";
}

/** The clock of silence runs only while somebody owes the asker a word. */
export const isWaiting = (state: ThreadState) => state === "needs_attention";

/** `printer-forgets-wi-fi` of "Printer forgets Wi-Fi!"; empty where no letter is left. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}
