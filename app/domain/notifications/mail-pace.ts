import type { MailAs, MailChoice } from "../../generated/prisma/client.ts";
import { isNight, morningAfter } from "../calendars/night.ts";
import { instantOf, offsetAt } from "../calendars/zone.ts";
import { isAwaited, isFollowing, isNudge, mailGroupOf, type NoticeKind, notices } from "./notification.ts";

export const PACES = ["at_once", "batched", "daily", "weekly", "never"] as const;
export const BATCH_MINUTES = 15;

export type Choice = Omit<MailChoice, "accountId">;

export const defaultChoice: Choice = { pace: "at_once", digestHour: 8, digestWeekday: 1, dailyCap: 30, off: [] };

/** When a notice is mailed, and whether by itself. */
export interface MailPlan {
  mailAt: Date;
  mailAs: MailAs;
}

interface Told {
  kind: NoticeKind;
  reason: string;
}

/** Where a reader is, and how long the site holds back what nobody waits for. */
interface Terms {
  zone: string;
  waitMinutes: number;
}

/** Whether somebody with these choices wants mail of this notice at all. */
export const wantsMail = (choice: Choice, { kind, reason }: Told) =>
  notices[kind].isMailed &&
  (isFollowing(reason) || !choice.off.includes(mailGroupOf(kind))) &&
  (choice.pace !== "never" || isAwaited(kind));

/**
 * When to mail this, as the reader has chosen; null when not at all. What only nudges them waits, by itself, until their night
 * is over; the hour of a summary is their own choice.
 */
export function mailPlan(choice: Choice, told: Told, terms: Terms, now: Date): MailPlan | null {
  const { zone } = terms;
  const plan = wantsMail(choice, told) ? planned(choice, told, terms, now) : null;
  if (!plan || plan.mailAs === "digest" || !isNudge(told.kind) || !isNight(zone, plan.mailAt)) return plan;
  return { mailAt: morningAfter(zone, plan.mailAt), mailAs: "alone" };
}

function planned(choice: Choice, told: Told, { zone, waitMinutes }: Terms, now: Date): MailPlan {
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  if (isAwaited(told.kind)) return { mailAt: now, mailAs: "alone" };
  if (choice.pace === "at_once") return { mailAt: after(waitMinutes), mailAs: "alone" };
  if (choice.pace === "batched") return { mailAt: after(BATCH_MINUTES), mailAs: "batch" };
  return { mailAt: nextSummary(choice, zone, now), mailAs: "digest" };
}

const DAY = 86_400;
const FIRST_WEEKDAY = 4;
const DAYS_AHEAD = 9;

/** The next time the reader's summary is due: their hour, in their zone, each day or on their weekday. */
export function nextSummary(choice: Choice, zone: string, now: Date): Date {
  const second = Math.floor(now.getTime() / 1_000);
  const today = Math.floor((second + offsetAt(zone, second)) / DAY);
  for (let day = today; day < today + DAYS_AHEAD; day++) {
    if (choice.pace === "weekly" && (day + FIRST_WEEKDAY) % 7 !== choice.digestWeekday) continue;
    const instant = instantOf(zone, day * DAY + choice.digestHour * 3_600);
    if (instant > second) return new Date(instant * 1_000);
  }
  throw new Error(`No summary falls due in ${DAYS_AHEAD} days`);
}
