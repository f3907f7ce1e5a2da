import { z } from "zod";
import { submissionKey, tidy } from "../text.ts";
import { BODY_MAX, TITLE_MAX } from "./thread.ts";

/** Enough of a text to see what it is about; the rest of a long log says nothing more. */
const READ = 4_000;

const beginning = (most: number) =>
  z
    .string({ error: "invalid_value" })
    .default("")
    .transform((text) => tidy(text.slice(0, most)));

/** A question that is still being typed. */
export const similarInput = z.object({
  title: beginning(TITLE_MAX),
  body: beginning(Math.min(READ, BODY_MAX)),
  submissionKey: submissionKey.unwrap(),
});

/** A suggestion as the search index numbers it: a thread's id, an answer's below zero. */
const suggestion = z.coerce
  .number<string>({ error: "invalid_value" })
  .int("invalid_value")
  .min(-2_147_483_647, "invalid_value")
  .max(2_147_483_647, "invalid_value")
  .refine((number) => number !== 0, "invalid_value");

export const ASK_OUTCOMES = ["opened", "joined", "helped", "undone", "left"] as const;

/** What somebody asking did with a suggestion; the one who left did nothing with any. */
export const askOutcomeInput = z
  .object({
    submissionKey: submissionKey.unwrap(),
    outcome: z.enum(ASK_OUTCOMES, "invalid_value"),
    suggestion: suggestion.optional(),
  })
  .refine(({ outcome, suggestion }) => outcome === "left" || suggestion !== undefined, "required");
export type AskOutcomeInput = z.infer<typeof askOutcomeInput>;
