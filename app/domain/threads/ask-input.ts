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

/** What is done with a suggestion, which is named as the search index numbers it: `joined.12`; an answer is below zero. */
const PICK = /^(opened|joined|helped|undone)\.(-?[1-9]\d{0,9})$/;
const LARGEST = 2_147_483_647;

/** Fields of the ask form in which one writes or chooses. */
export const LEAVABLE_FIELDS = [
  ...(["body", "title", "questions", "expected", "tried", "desiredOutcome"] as const),
  ...(["categoryId", "tags", "email"] as const),
] as const;
export type LeavableField = (typeof LEAVABLE_FIELDS)[number];

/** What somebody asking did with a suggestion; the one who left did nothing with any. */
export const askOutcomeInput = z.object({
  submissionKey: submissionKey.unwrap(),
  /** Which was written in last, of a page that was left. */
  field: z.enum(LEAVABLE_FIELDS).optional().catch(undefined),
  pick: z
    .string({ error: "required" })
    .transform((text) => {
      const [, outcome = "", number = ""] = PICK.exec(text) ?? [];
      return { outcome: text === "left" ? text : outcome, suggestion: Number(number) };
    })
    .refine(({ outcome, suggestion }) => outcome !== "" && Math.abs(suggestion) <= LARGEST, "invalid_value"),
});
