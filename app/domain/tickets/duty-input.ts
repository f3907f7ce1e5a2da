import { z } from "zod";
import { attachments } from "../attachments/input.ts";
import { future } from "../calendars/moment.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { body, id, optionalBody, submissionKey } from "../text.ts";
import { DUTY_KINDS } from "./duty.ts";
import { MESSAGE_MAX, REASON_MAX } from "./ticket.ts";

/** What kind of thing a question asks to be done; none where it is answered. */
export const dutyKind = z.enum(DUTY_KINDS, { error: "invalid_value" }).or(z.literal("")).optional();

/** The requester has done it, and what they say with it. */
export const dutyDoneInput = z.object({ dutyId: id, body: optionalBody(MESSAGE_MAX), attachments, submissionKey });
export type DutyDoneInput = z.infer<typeof dutyDoneInput> & WithPrivateValues;

/** They ask for a new one after its date. */
export const dutyWishInput = z.object({ dutyId: id, words: optionalBody(REASON_MAX) });
export type DutyWishInput = z.infer<typeof dutyWishInput> & WithPrivateValues;

export const dutyGrantInput = (timeZone: string) => z.object({ dutyId: id, dueAt: future(timeZone), seenVersion: id });
export type DutyGrantInput = z.infer<ReturnType<typeof dutyGrantInput>>;

/** No new one, and why. */
export const dutyRefusalInput = z.object({ dutyId: id, words: body(REASON_MAX), seenVersion: id });
export type DutyRefusalInput = z.infer<typeof dutyRefusalInput> & WithPrivateValues;

/** What became of an open one; why it is not needed any more is theirs to read. */
export const dutySettlementInput = z
  .object({
    dutyId: id,
    outcome: z.enum(["done", "withdrawn"], { error: "required" }),
    words: optionalBody(REASON_MAX),
    seenVersion: id,
  })
  .refine(({ outcome, words }) => outcome === "done" || words !== "", { path: ["words"], error: "required" });
export type DutySettlementInput = z.infer<typeof dutySettlementInput> & WithPrivateValues;
