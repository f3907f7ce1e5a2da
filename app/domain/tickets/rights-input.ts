import { z } from "zod";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { body, id } from "../text.ts";
import { SUPERVISOR_OUTCOMES } from "./appeal.ts";
import { responseInput, type WithPromises } from "./input.ts";
import { REASON_MAX } from "./ticket.ts";

/** To whom an agent passes a ticket on: a level, a person as `p12`, or a category as `c3`. */
const TO = /^(level_2|lead|[pc][1-9]\d{0,8})$/;

export const passInput = z.object({
  to: z.string({ error: "required" }).regex(TO, "invalid_value"),
  reason: body(REASON_MAX),
  seenVersion: id,
});
export type PassInput = z.infer<typeof passInput> & WithPrivateValues;

/** What a supervisor writes to the requester, and what came of it. */
export const supervisionInput = responseInput.extend({ outcome: z.enum(SUPERVISOR_OUTCOMES, { error: "required" }) });
export type SupervisionInput = z.infer<typeof supervisionInput> & WithPrivateValues & WithPromises;
