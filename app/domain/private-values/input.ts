import { z } from "zod";
import { line, optionalBody, submissionKey, tidy } from "../text.ts";
import { CHECK_SCHEMES, NAME_MAX, PATTERN_MAX, PRIVACY_CLASSES, patternProblem } from "./identifier.ts";

const REASON_MAX = 200;
const SAMPLE_MAX = 2_000;

/** Why somebody looks at another's private value: the owner reads it. */
export const revealInput = z.object({
  reason: z
    .string({ error: "required" })
    .default("")
    .transform((text) => tidy(text).replace(/\s+/g, " ").trim())
    .refine((text) => text.length <= REASON_MAX, "too_long"),
  submissionKey,
});
export type RevealInput = z.infer<typeof revealInput>;

/** A kind of number that the company gives out, as an admin describes it; `sample` is a text to try it on. */
export const identifierInput = z
  .object({
    name: line(NAME_MAX),
    pattern: line(PATTERN_MAX),
    check: z.enum(CHECK_SCHEMES, "invalid_value"),
    privacy: z.enum(PRIVACY_CLASSES, "invalid_value"),
    sample: optionalBody(SAMPLE_MAX),
  })
  .superRefine(({ pattern, check }, context) => {
    const problem = patternProblem(pattern, check);
    if (problem) context.addIssue({ code: "custom", path: ["pattern"], message: problem });
  });
export type IdentifierInput = z.infer<typeof identifierInput>;
