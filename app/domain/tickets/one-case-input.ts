import { z } from "zod";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { body, fewIds, id } from "../text.ts";
import { REASON_MAX } from "./ticket.ts";

/** Earlier cases that a contact form has shown, which what it sends is not about. */
export const earlierInput = z.object({ earlier: fewIds });

/** A thread that goes on with a ticket opened for one like it. */
export const joinInput = z.object({ joins: id });

/** What was filed as thanks, and was none. */
export const thanksReopeningInput = z.object({ responseId: id });
export type ThanksReopeningInput = z.infer<typeof thanksReopeningInput>;

/** A message that is about something else, and why the requester is told so. */
export const detachmentInput = z.object({ responseId: id, reason: body(REASON_MAX), seenVersion: id });
export type DetachmentInput = z.infer<typeof detachmentInput> & WithPrivateValues;

/** The earlier ticket that one goes on in. */
export const joiningInput = z.object({ intoId: id, seenVersion: id });
export type JoiningInput = z.infer<typeof joiningInput>;
