import { z } from "zod";
import type { Ticket } from "../../generated/prisma/client.ts";
import { DesiredOutcomeVerdict, Resolution, TicketState } from "../../generated/prisma/enums.ts";

const date = z.iso.datetime().transform((text) => new Date(text));
const maybeDate = date.nullable();

/** How a ticket stood, as it is kept beside what changed it. */
export const settledShape = z.object({
  state: z.enum(TicketState),
  resolution: z.enum(Resolution).nullable(),
  resolvedAt: maybeDate,
  closedAt: maybeDate,
  outcomeVerdict: z.enum(DesiredOutcomeVerdict).nullable(),
  outcomeReason: z.string(),
  willPublish: z.boolean().nullable(),
  notPublishedBecause: z.string(),
  reopenCount: z.number(),
  startedAt: maybeDate,
  requesterWaitingSince: maybeDate,
});
export type Settled = z.infer<typeof settledShape>;

/** The same of a ticket as it stands now, as JSON. */
export const settledOf = (ticket: Ticket) => ({
  state: ticket.state,
  resolution: ticket.resolution,
  resolvedAt: textOf(ticket.resolvedAt),
  closedAt: textOf(ticket.closedAt),
  outcomeVerdict: ticket.outcomeVerdict,
  outcomeReason: ticket.outcomeReason,
  willPublish: ticket.willPublish,
  notPublishedBecause: ticket.notPublishedBecause,
  reopenCount: ticket.reopenCount,
  startedAt: textOf(ticket.startedAt),
  requesterWaitingSince: textOf(ticket.requesterWaitingSince),
});

/** What was waited for when a message of the requester's ended it. */
export const waitedShape = z.object({
  state: z.enum(["waiting_on_requester", "waiting_on_third_party"]),
  waitingFor: z.string(),
  waitingUntil: maybeDate,
  remindersSent: z.number(),
});

/** The same of a ticket that waits; null of one that does not. */
export const waitedOf = ({ state, waitingFor, waitingUntil, remindersSent }: Ticket) =>
  waitedShape.shape.state.safeParse(state).success
    ? { state, waitingFor, waitingUntil: textOf(waitingUntil), remindersSent }
    : null;

const textOf = (at: Date | null) => at?.toISOString() ?? null;
