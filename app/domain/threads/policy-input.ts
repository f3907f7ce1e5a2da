import { z } from "zod";
import { id } from "../text.ts";

/** Whose rules a form is about (none: of all categories), and which version it showed; 0 when there was none. */
export const policyTargetInput = z.object({
  categoryId: z
    .literal("")
    .transform(() => null)
    .or(id)
    .default(null),
  seen: z.coerce.number<string>("invalid_value").int("invalid_value").min(0, "invalid_value").max(2_147_483_647),
});

/** The same, and which version is to hold again. */
export const policyRestorationInput = policyTargetInput.extend({ version: policyTargetInput.shape.seen });
