import { z } from "zod";
import { submissionKey } from "../text.ts";
import { GRANT_DAYS, SCOPES } from "./delegation.ts";

const ticked = z
  .string()
  .optional()
  .transform((text) => text !== undefined);

/** What somebody may do for the one who grants it, and for how many days. */
export const grantInput = z
  .object({ write: ticked, confirm: ticked, reveal: ticked, days: z.enum(GRANT_DAYS, "invalid_value"), submissionKey })
  .transform(({ days, submissionKey, ...ticks }) => ({
    scopes: SCOPES.filter((scope) => ticks[scope]),
    days: Number(days),
    submissionKey,
  }));
export type GrantInput = z.infer<typeof grantInput>;
