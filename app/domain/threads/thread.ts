import type { ThreadState } from "../../generated/prisma/enums.ts";
import { type Tally, weightOfVisitors } from "./visitors-word.ts";

/** Longest texts we take, in UTF-16 units; a 60 KB paste of a log is a normal question. */
export const TITLE_MAX = 200;
export const BODY_MAX = 65_536;
export const TAGS_MAX = 5;
export const QUESTIONS_MAX = 10;

/** What somebody says of a step they were advised, or that they take it back. */
export const STEP_OUTCOMES = ["worked", "didnt", "tried", "cant"] as const;
export const JUDGEMENTS = [...STEP_OUTCOMES, "withdrawn"] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** What a question says beside its text. Kept with each of its revisions. */
export interface QuestionHead {
  title: string;
  expected: string;
  tried: string;
  /** Slugs, in order. */
  tags: string[];
  categoryId: number;
}

interface Talk {
  /** Staff's own thread about a known problem: nobody owes its asker a word. */
  isKnown?: boolean;
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
  if (talk.isKnown) return "responded";
  if (talk.replyCount === 0 || talk.lastAuthorId === talk.askerId) return "needs_attention";
  return talk.isDetailRequested ? "needs_info" : "responded";
}

/** So many for whom a solution failed, and more than for whom it worked, and it wants a look. */
export const FAILED_MIN = 2;

/**
 * Whether what is marked as solved should be looked at again: it failed more people than it helped. Visitors' words weigh
 * with those of members, a little, and never without one.
 */
export function needsCheck(state: ThreadState, { worked, didnt, visitorsWorked, visitorsDidnt }: Tally) {
  const failed = didnt + weightOfVisitors(visitorsDidnt);
  return state === "solved" && didnt > 0 && failed >= FAILED_MIN && failed > worked + weightOfVisitors(visitorsWorked);
}

interface Checked {
  state: ThreadState;
  checkedAt: Date | null;
  lastPostAt: Date;
}

/** Whether the asker has been asked how it stands, and nobody has spoken since. */
export const isAskedHowItStands = ({ state, checkedAt, lastPostAt }: Checked) =>
  (state === "responded" || state === "dormant") && checkedAt !== null && checkedAt >= lastPostAt;

/** So long after posting a slip is mended without being called an edit. */
const SLIP_MS = 5 * 60_000;

interface Written {
  authorId: number;
  createdAt: Date;
  score: number;
  workedCount: number;
  didntCount: number;
  solutionAt: Date | null;
  editedAt: Date | null;
}

/**
 * When a post that is changed now counts as edited: not yet where its author mends a slip, and nobody has spoken after it
 * or said anything of it. What it said is kept in any case.
 */
export function editedAtOf(post: Written, editorId: number, { lastPostAt }: Pick<Checked, "lastPostAt">, now: Date) {
  const isYoung = now.getTime() - post.createdAt.getTime() <= SLIP_MS;
  const isAlone = lastPostAt <= post.createdAt && post.score + post.workedCount + post.didntCount === 0;
  const isSlip = editorId === post.authorId && isYoung && isAlone && post.solutionAt === null;
  return isSlip ? post.editedAt : now;
}

/** The clock of silence runs only while somebody owes the asker a word. */
export const isWaiting = (state: ThreadState) => state === "needs_attention";

/** Accents and what is heaped on letters. The marks of other scripts are part of their words, as in Hindi or Thai. */
const ACCENTS = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF]/g;
const SLUG_MAX = 60;

/** `printer-forgets-wi-fi` of "Printer forgets Wi-Fi!"; empty where no letter is left. */
export function slugOf(text: string): string {
  const plain = text.toWellFormed().normalize("NFKD").replace(ACCENTS, "").toLowerCase().normalize("NFC");
  const slug = plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-+/, "");
  const cut = Array.from(slug).slice(0, SLUG_MAX).join("").replace(/-+$/, "");
  return /[\p{L}\p{N}]/u.test(cut) ? cut : "";
}
