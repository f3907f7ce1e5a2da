import { z } from "zod";
import { attachments } from "../attachments/input.ts";
import { future } from "../calendars/moment.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { body, id, line, optionalBody, submissionKey, wordsByLine } from "../text.ts";
import { askInput } from "../threads/input.ts";
import { JUDGEMENTS } from "../threads/thread.ts";
import { WISHES } from "./appeal.ts";
import { dutyKind } from "./duty-input.ts";
import { FACT_MAX, STATED_FACTS } from "./facts.ts";
import { earlierInput } from "./one-case-input.ts";
import { MESSAGE_MAX, NOT_PUBLISHED_REASONS, PRIORITIES, REASON_MAX, RETURN_REASONS, STATEMENT_MAX } from "./ticket.ts";

/** The version of the ticket that the writer has read. */
const seenVersion = id;
const checkbox = z
  .string()
  .optional()
  .transform((value) => value === "on" || value === "yes");
const message = body(MESSAGE_MAX);
const reason = body(REASON_MAX);

export const escalationInput = z.object({
  isAccountSpecific: checkbox,
  priority: z.enum(PRIORITIES, { error: "invalid_value" }).default("normal"),
  ...earlierInput.shape,
});
export type EscalationInput = z.infer<typeof escalationInput>;

/** A ticket opened directly: category, what happened, what they would like. */
export const directInput = askInput
  .pick({ categoryId: true, body: true, desiredOutcome: true, attachments: true, submissionKey: true })
  .extend(earlierInput.shape);
export type DirectInput = z.infer<typeof directInput> & WithPrivateValues;

/** `hash` is of the text that the requester read. */
export const confirmationInput = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/, "invalid_value") });
export type ConfirmationInput = z.infer<typeof confirmationInput>;

export const correctionInput = z.object({
  hash: confirmationInput.shape.hash,
  body: body(STATEMENT_MAX),
  desiredOutcome: optionalBody(4_000).optional(),
});
export type CorrectionInput = z.infer<typeof correctionInput> & WithPrivateValues;

/** The requester's own message. */
export const requestReplyInput = z.object({ body: message, attachments, submissionKey });
export type RequestReplyInput = z.infer<typeof requestReplyInput> & WithPrivateValues;

/** Which of the two buttons: "solved" and "not solved" are two verbs, with inputs of their own. */
export const verdictInput = z.object({ is: z.enum(["solved", "not_solved"], { error: "required" }) });

const yesOrNo = z.enum(["yes", "no"], { error: "invalid_value" }).optional();
/** Who goes on when it is not solved, if they care. */
const who = z.enum(WISHES, { error: "invalid_value" }).optional();

/** What else they say of how it went: each by itself, and all of it optional. `words` are for those who lead. */
const rating = { fair: yesOrNo, worth: yesOrNo, words: optionalBody(REASON_MAX).optional() };
export interface RatingInput {
  fair?: "yes" | "no";
  worth?: "yes" | "no";
  words?: string;
}

/** "Solved" may come with a word of thanks, which is filed. */
export const thanksInput = z.object({ body: optionalBody(MESSAGE_MAX), attachments, submissionKey, ...rating });
export type ThanksInput = z.infer<typeof thanksInput> & WithPrivateValues;

/** "Not solved", and why. */
export const rejectionInput = requestReplyInput.extend({ who, ...rating });
export type RejectionInput = z.infer<typeof rejectionInput> & WithPrivateValues;

export const continuationInput = requestReplyInput.extend({ who });
export type ContinuationInput = z.infer<typeof continuationInput> & WithPrivateValues;

/** What the requester asks for besides an answer: each with a reason or, mostly, without. */
export const secondChanceInput = z.object({ reason: optionalBody(REASON_MAX) });
export type SecondChanceInput = z.infer<typeof secondChanceInput> & WithPrivateValues;

/** What the requester has given before, by its number. */
export const givenAgainInput = z.object({ valueId: id, submissionKey });
export type GivenAgainInput = z.infer<typeof givenAgainInput>;

/** `again` says why something the requester has confirmed is asked for again; they read it. */
export const responseInput = z.object({
  body: message,
  again: optionalBody(REASON_MAX).optional(),
  attachments,
  seenVersion,
  submissionKey,
});
export type ResponseInput = z.infer<typeof responseInput> & WithPrivateValues & WithPromises;

/** What its writer says is promised in a message. */
export interface WithPromises {
  promises?: readonly { body: string; dueAt: Date }[];
}

/** A response that asks for something: what, and by when; with `duty` it is something to do, and what kind. */
export const questionInput = (timeZone: string) =>
  responseInput.extend({ waitingFor: line(300), waitingUntil: future(timeZone), duty: dutyKind });
export type QuestionInput = z.infer<ReturnType<typeof questionInput>> & WithPrivateValues & WithPromises;

/** A step the requester is asked to do; `reason` says why again. */
export const stepAskInput = (timeZone: string) =>
  z.object({
    body: line(200),
    reason: optionalBody(REASON_MAX),
    waitingUntil: future(timeZone),
    seenVersion,
    submissionKey,
  });
export type StepAskInput = z.infer<ReturnType<typeof stepAskInput>> & WithPrivateValues;

/** What the requester says of a step. */
export const stepMarkInput = z.object({ id, outcome: z.enum(JUDGEMENTS, { error: "invalid_value" }) });
export type StepMarkInput = z.infer<typeof stepMarkInput>;
/** A response that does not answer what was asked. */
export const missInput = z.object({ responseId: id, reason: optionalBody(REASON_MAX) });
export type MissInput = z.infer<typeof missInput> & WithPrivateValues;

/** A response that promised something, and what its reader understood. */
export const claimInput = z.object({ responseId: id, words: body(REASON_MAX) });
export type ClaimInput = z.infer<typeof claimInput> & WithPrivateValues;

export const factInput = z.object({ fact: z.enum(STATED_FACTS, { error: "invalid_value" }), value: line(FACT_MAX) });
export type FactInput = z.infer<typeof factInput> & WithPrivateValues;
export const factConfirmationInput = z.object({ id });

/** Letting go the response that was read; `hasReread` by whoever lets go their own, there being nobody else. */
export const readingPassInput = z.object({
  readingId: id,
  hash: z.string().regex(/^[0-9a-f]{64}$/, "invalid_value"),
  seenVersion,
  hasReread: z.literal("on").optional(),
});
export type ReadingPassInput = z.infer<typeof readingPassInput>;
export const readingReturnInput = z.object({ readingId: id, reason });
export type ReadingReturnInput = z.infer<typeof readingReturnInput> & WithPrivateValues;
export const readingWithdrawalInput = z.object({ readingId: id });

/** The words of each subject that a second person reads, one a line. */
export const readingWordsInput = z.object({
  money: wordsByLine,
  law: wordsByLine,
  safety: wordsByLine,
  health: wordsByLine,
});
export type ReadingWordsInput = z.infer<typeof readingWordsInput>;
export const readingCategoryInput = z.object({ categoryId: id, is: z.enum(["on", "off"], { error: "required" }) });
export type ReadingCategoryInput = z.infer<typeof readingCategoryInput>;

export const noteInput = z.object({ body: message, attachments, submissionKey });
export type NoteInput = z.infer<typeof noteInput> & WithPrivateValues;

/** `brief` is what whoever takes over reads first. */
export const assignmentInput = z.object({ assigneeId: id, brief: optionalBody(MESSAGE_MAX).optional(), seenVersion });
export type AssignmentInput = z.infer<typeof assignmentInput> & WithPrivateValues;

export const versionInput = z.object({ seenVersion });
export type VersionInput = z.infer<typeof versionInput>;

export const overrideInput = z.object({ body: reason, seenVersion });
export type OverrideInput = z.infer<typeof overrideInput> & WithPrivateValues;

export const waitingInput = (timeZone: string) =>
  z.object({ waitingFor: line(300), waitingUntil: future(timeZone), seenVersion });
export type WaitingInput = z.infer<ReturnType<typeof waitingInput>> & WithPrivateValues;

export const priorityInput = z.object({ priority: z.enum(PRIORITIES, { error: "invalid_value" }), seenVersion });
export type PriorityInput = z.infer<typeof priorityInput>;

export const promiseInput = (timeZone: string) => z.object({ body: line(500), dueAt: future(timeZone), seenVersion });
export type PromiseInput = z.infer<ReturnType<typeof promiseInput>> & WithPrivateValues;

/** What the requester was told becomes a promise. */
export const claimAcceptanceInput = (timeZone: string) => promiseInput(timeZone).extend({ responseId: id });
export type ClaimAcceptanceInput = z.infer<ReturnType<typeof claimAcceptanceInput>> & WithPrivateValues;

/** It was none, and why: the requester reads it. */
export const claimRefusalInput = z.object({ responseId: id, body: reason, seenVersion });
export type ClaimRefusalInput = z.infer<typeof claimRefusalInput> & WithPrivateValues;

/** A promise that is not kept is withdrawn, with a reason that the requester reads. */
export const settlementInput = z
  .object({
    promiseId: id,
    outcome: z.enum(["kept", "withdrawn"], { error: "required" }),
    body: optionalBody(REASON_MAX),
    seenVersion,
  })
  .refine(({ outcome, body }) => outcome === "kept" || body !== "", { path: ["body"], error: "required" });
export type SettlementInput = z.infer<typeof settlementInput> & WithPrivateValues;

const someReasons = z
  .union([z.string(), z.array(z.string())], { error: "required" })
  .transform((given) => RETURN_REASONS.filter((reason) => [given].flat().includes(reason)))
  .refine((reasons) => reasons.length > 0, "required");

export const returnInput = z.object({ reasons: someReasons, body: optionalBody(REASON_MAX), seenVersion });
export type ReturnInput = z.infer<typeof returnInput> & WithPrivateValues;

export const rewriteInput = z.object({ body: body(STATEMENT_MAX), seenVersion });
export type RewriteInput = z.infer<typeof rewriteInput> & WithPrivateValues;

/** Publish, or why not; and what became of what the requester wanted. */
export const resolutionInput = z
  .object({
    body: message,
    publish: z.enum(["yes", ...NOT_PUBLISHED_REASONS], { error: "required" }),
    outcomeVerdict: z.enum(["granted", "partly", "refused"], { error: "required" }).optional(),
    outcomeReason: optionalBody(REASON_MAX),
    attachments,
    seenVersion,
    submissionKey,
  })
  .refine(
    ({ outcomeVerdict, outcomeReason }) => !outcomeVerdict || outcomeVerdict === "granted" || outcomeReason !== "",
    {
      path: ["outcomeReason"],
      error: "required",
    },
  );
export type ResolutionInput = z.infer<typeof resolutionInput> & WithPrivateValues;

export const linkInput = z.object({ threadId: id, seenVersion });
export type LinkInput = z.infer<typeof linkInput>;

/** Taken back, or answered in public. */
export const withdrawalInput = versionInput.extend({ is: z.enum(["undone", "answered"], { error: "required" }) });

/** How a thread stands, as its asker says when asked. */
export const standingInput = z.object({ is: z.enum(["stuck", "never_mind"], { error: "required" }) });

export const spamInput = versionInput.extend({ is: z.enum(["on", "off"], { error: "required" }) });
