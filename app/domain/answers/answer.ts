import { TITLE_MAX as THREAD_TITLE_MAX } from "../threads/thread.ts";

export const TITLE_MAX = THREAD_TITLE_MAX;
/** Longest text of an answer, in UTF-16 units. */
export const ANSWER_MAX = 65_536;
export const REASON_MAX = 2_000;

const DAY_MS = 86_400_000;

/** When a text checked today has to be looked at again. */
export const reviewDue = (checkedAt: Date, days: number): Date => new Date(checkedAt.getTime() + days * DAY_MS);

/** A draft has no address of its own yet: what everybody links to is decided when it is published. */
export const draftSlug = (random: string) => `draft-${random}`;
