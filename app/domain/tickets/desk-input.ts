import { z } from "zod";
import { future } from "../calendars/moment.ts";
import { id } from "../text.ts";
import { BULK_KINDS, BULK_MAX } from "./bulk.ts";
import { DOINGS } from "./presence.ts";
import { PRIORITIES } from "./ticket.ts";

/** A response that has not gone out: taken back, or thrown away for good. */
export const recallInput = z.object({ heldId: id, is: z.enum(["back", "gone"], { error: "required" }) });
export type RecallInput = z.infer<typeof recallInput>;

/** What a page says of itself now and then; `seenVersion` once all there was by that version has come into view. */
export const presenceInput = z.object({
  tab: z.string().regex(/^[a-z0-9]{1,20}$/, "invalid_value"),
  doing: z.enum([...DOINGS, "gone"], { error: "required" }),
  seenVersion: id.optional(),
});
export type PresenceInput = z.infer<typeof presenceInput>;

/** Put away until a time, or until the requester is heard of. */
export const snoozeInput = (timeZone: string) =>
  z
    .object({ is: z.enum(["until", "reply"], { error: "required" }), until: z.string().optional() })
    .transform(({ is, until }, context) => {
      if (is === "reply") return { snoozedUntil: undefined };
      const result = future(timeZone).safeParse(until);
      if (result.success) return { snoozedUntil: result.data };
      context.addIssue({ code: "custom", path: ["until"], message: result.error.issues[0]?.message });
      return z.NEVER;
    });
export type SnoozeInput = { snoozedUntil?: Date };

/** Tickets as `12.5`: the number, and the version its row showed. */
const seenTicket = z
  .string()
  .regex(/^\d{1,9}\.\d{1,9}$/, "invalid_value")
  .transform((text) => text.split(".").map(Number))
  .transform(([ticketId = 0, seenVersion = 0]) => ({ ticketId, seenVersion }));

export const bulkInput = z
  .object({
    kind: z.enum(BULK_KINDS, { error: "required" }),
    assigneeId: id.optional().catch(undefined),
    priority: z.enum(PRIORITIES).optional().catch(undefined),
    tickets: z.array(seenTicket).min(1, "choose_tickets").max(BULK_MAX, "too_many_tickets"),
  })
  .refine(({ kind, assigneeId }) => kind !== "assign" || assigneeId, { path: ["assigneeId"], error: "required" })
  .refine(({ kind, priority }) => kind !== "prioritise" || priority, { path: ["priority"], error: "required" })
  .transform(({ kind, assigneeId, priority, tickets }) => ({
    ...{ kind, tickets },
    value: kind === "assign" ? String(assigneeId) : kind === "prioritise" ? String(priority) : "",
  }));
export type BulkInput = z.infer<typeof bulkInput>;
