import { z } from "zod";
import { tidy } from "../text.ts";
import { SYNONYM_LENGTH_MAX, SYNONYM_WORDS_MAX } from "./search.ts";

/** The name of a kept search. */
const search = z.string().regex(/^[\w-]{22}$/, "invalid_value");

/** A result as the index numbers it: a thread's id, an answer's below zero. */
const result = z.coerce
  .number<string>({ error: "invalid_value" })
  .int("invalid_value")
  .min(-2_147_483_647, "invalid_value")
  .max(2_147_483_647, "invalid_value")
  .refine((number) => number !== 0, "invalid_value");

export const clickInput = z.object({ search, result });
export type ClickInput = z.infer<typeof clickInput>;

export const helpedInput = z.object({ search, is: z.enum(["yes", "no"], { error: "required" }) });
export type HelpedInput = z.infer<typeof helpedInput>;

/** Something that a search would look for. */
const isSearchable = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** Words parted by commas or lines, each once. */
const words = z
  .string({ error: "required" })
  .transform((text) => [
    ...new Set(
      tidy(text)
        .split(/[,;\n]/)
        .map(oneLine)
        .filter(isSearchable),
    ),
  ])
  .refine((all) => all.length > 0, "required")
  .refine((all) => all.length <= SYNONYM_WORDS_MAX, "too_many")
  .refine((all) => all.every((word) => word.length <= SYNONYM_LENGTH_MAX), "too_long");

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();

/** `typed` empty: each of the words means all the others. */
export const synonymInput = z
  .object({
    typed: z
      .string()
      .default("")
      .transform((text) => oneLine(tidy(text)))
      .refine((text) => text === "" || isSearchable(text), "invalid_value")
      .refine((text) => text.length <= SYNONYM_LENGTH_MAX, "too_long"),
    words,
  })
  .refine(({ typed, words }) => typed !== "" || words.length > 1, { path: ["words"], error: "one_word" })
  .refine(({ typed, words }) => !words.includes(typed), { path: ["words"], error: "same_word" });
export type SynonymInput = z.infer<typeof synonymInput>;
