import { z } from "zod";
import { wordsByLine } from "../text.ts";

const URGENT_WORDS = [
  ...["electric shock", "on fire", "smoke", "burning smell", "gas leak", "injured", "explosion"],
  ...["data loss", "lost all my data", "all files are gone", "everything was deleted", "ransomware"],
  ...["complete outage", "total outage", "nothing works for anyone"],
  ...["my lawyer", "legal action", "lawsuit", "police report"],
  ...["stromschlag", "brennt", "raucht", "brandgeruch", "gasgeruch", "verletzt", "explosion"],
  ...["datenverlust", "alle daten weg", "alles gelöscht", "totalausfall", "rechtsanwalt", "klage", "strafanzeige"],
];

/** What may send a thread to staff, or bring it back to mind; each can be switched off for a category (product.md §7). */
export const POLICY_TRIGGERS = [
  "silence",
  "failed_replies",
  "still_stuck",
  "affected",
  "asker",
  "peer",
  "urgent_words",
  "wrong_answer",
] as const;
export type PolicyTrigger = (typeof POLICY_TRIGGERS)[number];

const number = (least: number, most: number) =>
  z.number({ error: "invalid_number" }).min(least, "invalid_number").max(most, "invalid_number");
const whole = (least: number, most: number) => number(least, most).int("invalid_number");
/** In support hours. */
const hours = number(0, 10_000);

const numbers = {
  /** Without a human reply: so long until likely helpers are called and details asked for, and so much longer to staff. */
  nudgeAfterHours: hours.default(24),
  escalateAfterHours: hours.default(8),
  /** Replies that did not work, after which the asker came back. */
  failedReplies: whole(1, 100).default(2),
  /** After a reply nobody said anything: the asker is asked; and after so many days the thread rests. */
  checkAfterHours: hours.default(72),
  dormantAfterDays: whole(1, 365).default(7),
  affectedPeople: whole(1, 10_000).default(5),
  affectedDays: whole(1, 365).default(14),
  affectedQuickPeople: whole(1, 10_000).default(3),
  affectedQuickHours: whole(1, 8_760).default(24),
  /** When the asker's own button begins to work. */
  askerAfterHours: hours.default(4),
  /** How often in a week somebody may send questions of their own to staff; experts more often. */
  selfEscalationsAWeek: number(0, 1_000).default(3),
  selfEscalationsAWeekExperts: number(0, 1_000).default(6),
  /** Days in which nothing but staff sends a thread to staff again, after that was refused or taken back. */
  coolDownDays: number(0, 365).default(7),
  wrongMembers: whole(1, 1_000).default(3),
  wrongStaff: whole(1, 100).default(1),
};

/** The rules of a category, or of all that have none of their own. */
export const policySchema = z.object({
  on: z.array(z.enum(POLICY_TRIGGERS)).default([...POLICY_TRIGGERS]),
  ...numbers,
  /** Words that cannot wait: of danger, of lost data, of an outage, of the law. In every language that is written here. */
  urgentWords: z.array(z.string()).default([...URGENT_WORDS]),
});
export type Policy = z.infer<typeof policySchema>;
export type PolicyNumber = keyof typeof numbers;

export const defaultPolicy: Policy = policySchema.parse({});

/** The numbers of each rule, in the order of its sentence. */
export const NUMBERS_OF: Readonly<Record<PolicyTrigger, readonly PolicyNumber[]>> = {
  silence: ["nudgeAfterHours", "escalateAfterHours"],
  failed_replies: ["failedReplies"],
  still_stuck: ["checkAfterHours", "dormantAfterDays"],
  affected: ["affectedPeople", "affectedDays", "affectedQuickPeople", "affectedQuickHours"],
  asker: ["askerAfterHours", "selfEscalationsAWeek", "selfEscalationsAWeekExperts"],
  peer: [],
  urgent_words: [],
  wrong_answer: ["wrongMembers", "wrongStaff"],
};

export const POLICY_NUMBERS = Object.keys(numbers) as PolicyNumber[];

const typed = z.string({ error: "required" }).trim().min(1, "required").pipe(z.coerce.number("invalid_number"));
const box = z.string().optional();

/** As many as a rule that is tried can be sent with, as an address. */
const URGENT_MAX = 3_000;
const urgentWords = wordsByLine.refine((words) => words.join("\n").length <= URGENT_MAX, "too_long");

/** A policy as a form sends it: a box for each rule, by its name, a field for each number, and the words one a line. */
export const policyForm = z
  .object({
    urgentWords,
    ...(Object.fromEntries(POLICY_NUMBERS.map((name) => [name, typed])) as Record<PolicyNumber, typeof typed>),
    ...(Object.fromEntries(POLICY_TRIGGERS.map((trigger) => [trigger, box])) as Record<PolicyTrigger, typeof box>),
  })
  .transform((fields) => ({ ...fields, on: POLICY_TRIGGERS.filter((trigger) => fields[trigger] !== undefined) }))
  .transform((fields, context) => {
    const read = policySchema.safeParse(fields);
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  });

export const isOn = ({ on }: Policy, trigger: PolicyTrigger) => on.includes(trigger);
