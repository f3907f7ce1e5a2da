import { z } from "zod";

/** What an admin may set: one object with defaults, so that a new setting needs no migration. */
export const settingsSchema = z.object({
  siteName: z.string().min(1).max(80).default("Answerloop"),
  /** Where telephone numbers without a country's are looked for, as ISO 3166 names countries. */
  phoneRegions: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(8)
    .default(["US", "GB", "DE", "AT", "CH", "FR"]),
  /** Support hours without a human reply: first a nudge, then so many more and the thread goes to staff. */
  nudgeAfterHours: z.number().min(0).max(10_000).default(24),
  escalateAfterNudgeHours: z.number().min(0).max(10_000).default(8),
  /** Support hours that likely helpers have before the next few are told of a question. */
  routingWaveHours: z.number().min(0.1).max(10_000).default(4),
  /** Support hours after which the asker's own button works; staff need not wait. */
  askerEscalatesAfterHours: z.number().min(0).max(10_000).default(4),
  /** Support hours the requester has to read a statement back. */
  readBackHours: z.number().min(0).max(10_000).default(8),
  /** Support days of the requester's silence: first and second reminder, then resolved without an answer. */
  silenceReminderDays: z.tuple([z.number(), z.number()]).default([2, 5]),
  silenceResolvesDays: z.number().min(1).max(365).default(10),
  /** Days until a resolved ticket that nobody disputes is closed. */
  resolvedClosesDays: z.number().min(1).max(365).default(7),
  /** Days within which a closed ticket may be continued. */
  continueWithinDays: z.number().min(1).max(3650).default(60),
  /** Minutes that the only staff member waits before reviewing their own text. */
  selfReviewMinutes: z.number().min(0).max(10_080).default(10),
  /** Members younger than so many days, or with fewer posts, may vote so often a day. */
  newcomerDays: z.number().min(0).max(365).default(3),
  newcomerPosts: z.number().min(0).max(1_000).default(2),
  newcomerVotesADay: z.number().min(0).max(10_000).default(10),
  /** Days that an approved text may be sent before it is approved anew. */
  macroReviewDays: z.number().min(1).max(3650).default(180),
  /** Days after which a published answer is due for review. */
  answerReviewDays: z.number().min(1).max(3650).default(180),
});

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
