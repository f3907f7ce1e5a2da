import { z } from "zod";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { body, submissionKey } from "../text.ts";
import { noteInput } from "./input.ts";
import { ASKED_ROLES } from "./talk.ts";
import { MESSAGE_MAX } from "./ticket.ts";

/** Whom a note asks: somebody by their number, or whoever has a role. */
const asked = z
  .enum(ASKED_ROLES)
  .transform((role) => ({ askedRole: role, askedId: null }))
  .or(
    z
      .string()
      .regex(/^[1-9]\d{0,8}$/, "invalid_value")
      .transform((id) => ({ askedRole: null, askedId: Number(id) })),
  );

/** A note that asks a colleague; the button that names one counts before the list. */
export const askInsideInput = noteInput.extend({ asked });
export type AskInsideInput = z.infer<typeof askInsideInput> & WithPrivateValues;

export const talkAnswerInput = z.object({ body: body(MESSAGE_MAX), submissionKey });
export type TalkAnswerInput = z.infer<typeof talkAnswerInput> & WithPrivateValues;

export const talkEndInput = z.object({ is: z.enum(["helped", "didnt"], { error: "required" }) });
