import { z } from "zod";
import { id, line } from "../text.ts";
import { isFact, MOMENTS, WORDS_MAX } from "./preparation.ts";

const onOff = z.enum(["on", "off"], "invalid_value").optional();

/** What a lead says of a category's checklist, or of the category: `atOnce` is whether staff asks there before it gives. */
export const preparationInput = z
  .object({
    categoryId: id,
    fact: z.string().refine(isFact, "invalid_value").optional(),
    id: id.optional(),
    words: line(WORDS_MAX).or(z.literal("")).optional(),
    moment: z.enum(MOMENTS, "invalid_value").optional(),
    is: onOff,
    atOnce: onOff,
  })
  .refine(({ fact, id, words, atOnce }) => fact || id || words || atOnce, { message: "required", path: ["words"] });
export type PreparationInput = z.infer<typeof preparationInput>;
