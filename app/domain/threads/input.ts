import { z } from "zod";
import { email } from "../accounts/input.ts";
import { attachments } from "../attachments/input.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { body, id, line, optionalBody, optionalLine, submissionKey, tidy } from "../text.ts";
import { plainStep, STEP_MAX, STEPS_MAX } from "./step.ts";
import { BODY_MAX, JUDGEMENTS, QUESTIONS_MAX, slugOf, TAGS_MAX, TITLE_MAX } from "./thread.ts";
import { VISITORS_VERDICTS } from "./visitors-word.ts";
import { LIST_LEVELS, THREAD_LEVELS } from "./watch.ts";

const TAG_MAX = 40;

/** "wi-fi, printer" → ["wi-fi", "printer"]. */
const tags = z
  .string()
  .default("")
  .transform((text) => [...new Set(text.split(/[,\n]/).map(slugOf).filter(Boolean))])
  .refine((list) => list.length <= TAGS_MAX, "too_many_tags")
  .refine((list) => list.every((tag) => tag.length <= TAG_MAX), "too_long");

/** Files that an edit takes off. */
const removed = z.array(id).max(50, "too_many").optional();

/** Several questions, one a line; one alone is the thread itself. */
const questions = z
  .string("invalid_value")
  .default("")
  .transform((text) => [...new Set(tidy(text).split("\n").map(plainStep).filter(Boolean))])
  .refine((list) => list.length !== 1, "one_question")
  .refine((list) => list.length <= QUESTIONS_MAX, "too_many_questions")
  .refine((list) => list.every((question) => question.length <= TITLE_MAX), "too_long");

const requiredId = z.string("required").min(1, "required").pipe(id);

/** The ask form: one box that must say something. A question without a title is called by its first sentence. */
export const askInput = z.object({
  title: optionalLine(TITLE_MAX),
  /** Null for whatever fits. */
  categoryId: z
    .string("invalid_value")
    .default("")
    .transform((text) => text || null)
    .pipe(id.nullable()),
  body: body(BODY_MAX),
  expected: optionalBody(BODY_MAX),
  tried: optionalBody(BODY_MAX),
  desiredOutcome: optionalBody(4_000),
  tags,
  /** Where there are several, one a line. */
  questions: questions.optional(),
  attachments,
  submissionKey,
});
export type AskInput = z.infer<typeof askInput> & WithPrivateValues & { sawTips?: boolean };
/** Of these nothing private may stay in the text; the wish is for staff alone, and copied into the ticket. */
export const ASK_TEXTS = ["title", "body", "expected", "tried", "desiredOutcome", "questions"] as const;
export const QUESTION_TEXTS = ["title", "body", "expected", "tried"] as const;

/** What somebody without an account may say of themselves. The field that nobody sees is filled in by robots alone. */
export const guestInput = z.object({
  email: z
    .string({ error: "invalid_value" })
    .default("")
    .transform((text) => text.trim())
    .pipe(
      z
        .literal("")
        .transform(() => null)
        .or(email),
    ),
  website: z
    .string()
    .default("")
    .refine((text) => text === "", "looks_like_a_robot"),
});

/** A question's own page to edit it; `revision` is the one the editor read. */
export const editQuestionInput = askInput
  .pick({ body: true, expected: true, tried: true, tags: true, attachments: true })
  .extend({ title: line(TITLE_MAX), categoryId: requiredId, revision: id, removed });
export type EditQuestionInput = z.infer<typeof editQuestionInput> & WithPrivateValues;

export const replyInput = z.object({
  body: body(BODY_MAX),
  /** The post it answers; empty for none. */
  replyTo: z.literal("").or(id).optional(),
  attachments,
  submissionKey,
});
export type ReplyInput = z.infer<typeof replyInput> & WithPrivateValues;

/** `revision` is the one the editor read: an edit of an older one is refused. */
export const editPostInput = z.object({
  body: body(BODY_MAX),
  revision: id,
  attachments,
  removed,
});
export type EditPostInput = z.infer<typeof editPostInput> & WithPrivateValues;

/** Anything that is being written, also nothing yet. */
export const previewInput = z.object({ body: optionalBody(BODY_MAX) });

export const questionsInput = z.object({ body: questions });
export type QuestionsInput = z.infer<typeof questionsInput> & WithPrivateValues;

/** Which question of a thread: to be split off, or taken back. */
export const splitInput = z.object({ question: id, is: z.enum(["on", "off"], "invalid_value") });

/** A mark of a solution; where the thread asks several questions, of which it answers. */
export const solutionInput = z.object({
  is: z.enum(["on", "off"], "invalid_value"),
  questions: z.array(id).max(QUESTIONS_MAX, "too_many"),
});

/** A switch: a vote, a mark, a watch. */
export const switchInput = z.object({ is: z.enum(["on", "off"], "invalid_value") });

/** `step` is 0 for the reply as a whole. */
export const judgementInput = z.object({
  outcome: z.enum(JUDGEMENTS, "invalid_value"),
  step: z.coerce.number<string>("invalid_value").int("invalid_value").min(0, "invalid_value").max(1_000).default(0),
});

/** What a visitor says of a solution: of all of it. */
export const visitorsWordInput = z.object({ outcome: z.enum(VISITORS_VERDICTS, "invalid_value") });

/** The steps listed in a reply, one a line; none makes the reply itself the step again. */
export const stepsInput = z.object({
  body: optionalBody(STEPS_MAX * (STEP_MAX + 2))
    .transform((text) => [...new Set(text.split("\n").map(plainStep).filter(Boolean))])
    .refine((steps) => steps.length !== 1, "one_step")
    .refine((steps) => steps.length <= STEPS_MAX, "too_many_steps")
    .refine((steps) => steps.every((step) => step.length <= STEP_MAX), "too_long"),
});
export type StepsInput = z.infer<typeof stepsInput> & WithPrivateValues;

/** How closely to follow a thread; of a category or a tag there is one level more. */
export const threadWatchInput = z.object({ level: z.enum(THREAD_LEVELS, "invalid_value") });
export const listWatchInput = z.object({ level: z.enum(LIST_LEVELS, "invalid_value") });
