import type { Calendar } from "../calendars/calendar.ts";
import { dueAt } from "../calendars/clock.ts";
import { isOn, type Policy } from "../settings/policy.ts";

/**
 * When the talk of a thread sends it to staff: the rules of product.md §7 as functions of what was said and when. The
 * sweep asks them of what is, the replay of what was: one rule, two callers.
 */
const HOUR = 3_600;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** When likely helpers are called to a question that nobody has answered; null when the rule is off or nobody ever works. */
export const nudgeAt = (policy: Policy, calendar: Calendar, since: Date): Date | null =>
  isOn(policy, "silence") ? dueAt(calendar, since, policy.nudgeAfterHours * HOUR, []) : null;

/** How much support time a question may be met with silence. */
export const silenceHours = (policy: Policy) => policy.nudgeAfterHours + policy.escalateAfterHours;

/** When silence since an instant sends it to staff. */
export const silenceAt = (policy: Policy, calendar: Calendar, since: Date): Date | null =>
  isOn(policy, "silence") ? dueAt(calendar, since, silenceHours(policy) * HOUR, []) : null;

/** When the asker is asked whether a reply has helped, after nobody has said anything. */
export const checkAt = (policy: Policy, calendar: Calendar, lastWordAt: Date): Date | null =>
  isOn(policy, "still_stuck") ? dueAt(calendar, lastWordAt, policy.checkAfterHours * HOUR, []) : null;

/** When a thread rests whose asker was asked and said nothing. */
export const dormantAt = (policy: Policy, checkedAt: Date) =>
  new Date(checkedAt.getTime() + policy.dormantAfterDays * DAY_MS);

/**
 * When so many replies had failed and the asker had come back after it: by a word, or by saying that one failed.
 * `failures` are the times at which each reply was first said not to work.
 */
export function failedAt(policy: Policy, failures: readonly Date[], askerWords: readonly Date[]): Date | null {
  if (!isOn(policy, "failed_replies")) return null;
  const enough = failures.toSorted(byTime)[policy.failedReplies - 1];
  if (!enough) return null;
  return askerWords.filter((at) => at >= enough).toSorted(byTime)[0] ?? null;
}

/** When so many verified people had said that it happens to them too, within the longer time or the shorter one. */
export function affectedAt(policy: Policy, joined: readonly Date[]): Date | null {
  if (!isOn(policy, "affected")) return null;
  const inOrder = joined.toSorted(byTime);
  const { affectedPeople, affectedDays, affectedQuickPeople, affectedQuickHours } = policy;
  const slow = crowdAt(inOrder, affectedPeople, affectedDays * DAY_MS);
  const quick = crowdAt(inOrder, affectedQuickPeople, affectedQuickHours * HOUR_MS);
  return slow && quick ? (slow < quick ? slow : quick) : (slow ?? quick);
}

function crowdAt(inOrder: readonly Date[], people: number, withinMs: number): Date | null {
  const last = inOrder.find((at, index) => {
    const first = inOrder[index - people + 1];
    return first !== undefined && at.getTime() - first.getTime() <= withinMs;
  });
  return last ?? null;
}

/** Which of these words stands in a text; whole words, in any case, whatever the language of the page. */
export function wordIn(text: string, words: readonly string[]): string | null {
  const folded = fold(text);
  return words.find((word) => word !== "" && folded.includes(fold(word))) ?? null;
}

/** Which word of a policy in what somebody asks sends it to staff at once. */
export const urgentWordIn = (policy: Policy, text: string): string | null =>
  isOn(policy, "urgent_words") ? wordIn(text, policy.urgentWords) : null;

/** Words between spaces: what is looked for is found as a whole word, and a phrase as a phrase. */
const fold = (text: string) =>
  ` ${text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

const byTime = (a: Date, b: Date) => a.getTime() - b.getTime();

/** A public word in a thread. */
export interface Word {
  at: Date;
  isAskers: boolean;
  /** When somebody first said that it did not work. */
  failedAt: Date | null;
  /** When the asker did. */
  askerFailedAt: Date | null;
}

/** What happened in a thread, as far as the rules look at it. */
export interface ThreadHistory {
  askedAt: Date;
  /** What was asked, with its title. */
  text: string;
  /** After the question, in order. */
  words: readonly Word[];
  solvedAt: Date | null;
  /** When verified people said that it happens to them too. */
  joined: readonly Date[];
}

export type RuleTrigger = "silence" | "failed_replies" | "affected" | "urgent_words";

export interface Firing {
  trigger: RuleTrigger;
  at: Date;
}

/** What would first have sent a thread to staff before `until`; null when nothing would have. */
export function firstFiring(
  history: ThreadHistory,
  policy: Policy,
  { calendar, until }: { calendar: Calendar; until: Date },
): Firing | null {
  if (urgentWordIn(policy, history.text)) return { trigger: "urgent_words", at: history.askedAt };
  const { words, joined, solvedAt } = history;
  const end = solvedAt && solvedAt < until ? solvedAt : until;
  const failures = words.flatMap((word) => (word.isAskers ? [] : (word.failedAt ?? [])));
  const back = words.flatMap((word) => (word.isAskers ? word.at : (word.askerFailedAt ?? [])));
  const firings: [RuleTrigger, Date | null][] = [
    ["silence", firstSilence(history, policy, calendar, end)],
    ["failed_replies", failedAt(policy, failures, back)],
    ["affected", affectedAt(policy, joined)],
  ];
  const [first] = firings
    .flatMap(([trigger, at]) => (at && at < end ? [{ trigger, at }] : []))
    .sort((a, b) => byTime(a.at, b.at));
  return first ?? null;
}

/** The first wait for an answer that lasted too long: it begins with the asker's word and ends with anybody else's. */
function firstSilence({ askedAt, words }: ThreadHistory, policy: Policy, calendar: Calendar, end: Date): Date | null {
  let since: Date | null = askedAt;
  for (const { at, isAskers } of words) {
    if (at >= end) break;
    if (isAskers) since ??= at;
    else {
      const due = since && silenceWithin(policy, calendar, since, at);
      if (due) return due;
      since = null;
    }
  }
  return since && silenceWithin(policy, calendar, since, end);
}

/** Support time is never longer than time: most waits need no calendar. */
function silenceWithin(policy: Policy, calendar: Calendar, since: Date, until: Date): Date | null {
  if (until.getTime() - since.getTime() < silenceHours(policy) * HOUR_MS) return null;
  const due = silenceAt(policy, calendar, since);
  return due && due < until ? due : null;
}
