import { z } from "zod";

/** Words of what a second person reads before it is sent. A sum of money is found without them. */
const MONEY = [
  ...["refund", "refunds", "refunded", "reimburse", "reimbursement", "compensation", "credit note", "voucher"],
  ...["discount", "free of charge", "waive", "late fee", "erstattung", "rückerstattung", "erstatten", "gutschrift"],
  ...["entschädigung", "gutschein", "rabatt", "kostenlos", "mahngebühr"],
];
const LAW = [
  ...["liable", "liability", "lawyer", "legal", "lawsuit", "court", "terms and conditions", "warranty", "guarantee"],
  ...["haftung", "haften", "anwalt", "rechtlich", "klage", "gericht", "agb", "gewährleistung", "garantie", "widerruf"],
];
const SAFETY = [
  ...["electric shock", "mains voltage", "catch fire", "on fire", "smoke", "gas leak", "explode", "swollen battery"],
  ...["stromschlag", "netzspannung", "feuer", "brandgefahr", "rauch", "gasgeruch", "explodieren", "aufgeblähter akku"],
];
const HEALTH = [
  ...["health", "medical", "doctor", "injury", "injured", "allergy", "allergic", "poisonous", "pacemaker"],
  ...["gesundheit", "medizinisch", "arzt", "ärztin", "verletzung", "verletzt", "allergie", "allergisch", "giftig"],
  "herzschrittmacher",
];
const subjectWords = (words: readonly string[]) =>
  z
    .array(z.string().min(2).max(80))
    .max(500)
    .default([...words]);

const minor = z.number().int().min(0).max(1_000_000_000);
/** What one role may let out of goodwill, in the currency's smallest unit: at once, and in a month. */
const mostOf = (once: number, month: number) =>
  z.object({ once: minor.default(once), month: minor.default(month) }).prefault({});

/** What an admin may set: one object with defaults, so that a new setting needs no migration. */
export const settingsSchema = z.object({
  siteName: z.string().min(1).max(80).default("Answerloop"),
  /** Where telephone numbers without a country's are looked for, as ISO 3166 names countries. */
  phoneRegions: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(8)
    .default(["US", "GB", "DE", "AT", "CH", "FR"]),
  /** Support hours that likely helpers have before the next few are told of a question. */
  routingWaveHours: z.number().min(0.1).max(10_000).default(4),
  /** What is read by a second person before it is sent, by its words. */
  readingWords: z
    .object({
      money: subjectWords(MONEY),
      law: subjectWords(LAW),
      safety: subjectWords(SAFETY),
      health: subjectWords(HEALTH),
    })
    .prefault({}),
  /** What can be given out of goodwill, how long an offer stands, and who may let out how much. */
  goodwill: z
    .object({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default("EUR"),
      kinds: z.array(z.string().min(2).max(80)).min(1).max(20).default(["Refund", "Voucher", "Replacement"]),
      days: z.number().int().min(1).max(90).default(7),
      /** What one customer is given in twelve months before only a manager lets out more, in the smallest unit. */
      customerYear: minor.default(50_000),
      limits: z
        .object({
          agent_1: mostOf(2_000, 20_000),
          agent_2: mostOf(5_000, 50_000),
          lead: mostOf(20_000, 200_000),
          manager: mostOf(100_000, 1_000_000),
        })
        .prefault({}),
    })
    .prefault({}),
  /** Minutes in which an escalation that happened by itself can be undone. */
  undoEscalationMinutes: z.number().min(0).max(1_440).default(15),
  /** Minutes that mail of what nobody waits for is held back: what is read on the page meanwhile needs none, what comes of one thread is one. */
  mailWaitMinutes: z.number().min(0).max(60).default(5),
  /** Seconds in which what an agent has sent can be taken back; 0 sends at once. */
  undoSendSeconds: z.number().min(0).max(600).default(15),
  /** Support hours the requester has to read a statement back. */
  readBackHours: z.number().min(0).max(10_000).default(8),
  /** Support days of the requester's silence: first and second reminder, then resolved without an answer. */
  silenceReminderDays: z.tuple([z.number(), z.number()]).default([2, 5]),
  silenceResolvesDays: z.number().min(1).max(365).default(10),
  /** Days until a resolved ticket that nobody disputes is closed. */
  resolvedClosesDays: z.number().min(1).max(365).default(7),
  /** Days within which a closed ticket may be continued. */
  continueWithinDays: z.number().min(1).max(3650).default(60),
  /** Support hours in which another agent answers who was not content. */
  secondChanceHours: z.number().min(0.1).max(10_000).default(4),
  /** Support days in which a supervisor answers who asked for one. */
  supervisorDays: z.number().min(0.1).max(365).default(1),
  /** Support days in which we say whether somebody was promised what they say they were. */
  claimDays: z.number().min(0.1).max(365).default(1),
  /** Support days in which who asked for goodwill has a yes, a no or another offer. */
  goodwillAnswerDays: z.number().min(0.1).max(365).default(2),
  /** Support hours that a question among staff has before who asked is told that nobody has answered. */
  insideAnswerHours: z.number().min(0.1).max(10_000).default(4),
  /** How often in a week somebody may ask for another agent and be given one at once; beyond it a lead decides. */
  otherAgentsAWeek: z.number().min(0).max(1_000).default(3),
  /** Minutes that the only staff member waits before reviewing their own text. */
  selfReviewMinutes: z.number().min(0).max(10_080).default(10),
  /** Members younger than so many days, or with fewer posts, may vote so often a day. */
  newcomerDays: z.number().min(0).max(365).default(3),
  newcomerPosts: z.number().min(0).max(1_000).default(2),
  newcomerVotesADay: z.number().min(0).max(10_000).default(10),
  /** Hours that are somebody's first day, and what they may do in it: ask, and reply to what others have asked. */
  firstDayHours: z.number().min(0).max(720).default(24),
  firstDayQuestions: z.number().int().min(1).max(1_000).default(3),
  firstDayReplies: z.number().int().min(1).max(10_000).default(10),
  /** Whether staff gives a requester something before it asks them for anything. */
  givesFirst: z.boolean().default(true),
  /** Minutes in which the same person does not post the same text twice. */
  sameTextMinutes: z.number().min(0).max(1_440).default(5),
  /** Days that an approved text may be sent before it is approved anew. */
  macroReviewDays: z.number().min(1).max(3650).default(180),
  /** Days after which a published answer is due for review. */
  answerReviewDays: z.number().min(1).max(3650).default(180),
});

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
