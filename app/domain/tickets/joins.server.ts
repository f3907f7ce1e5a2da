import type { Prisma } from "../../generated/prisma/client.ts";
import type { Elsewhere, JoinedView } from "./lane.ts";

/** More have never been opened for one thing; beyond them the newest are shown. */
const JOINED_SHOWN = 20;

export const DETACHED = { select: { toId: true, reason: true } } as const;
const other = { select: { id: true, subject: true } } as const;

/** The other tickets of the same requester that a ticket came from, goes on in, or has taken in. */
export const JOINS = {
  joinedInto: { select: { at: true, into: other } },
  joined: { select: { at: true, ticket: other }, orderBy: { at: "desc" }, take: JOINED_SHOWN },
  follows: { select: { id: true, subject: true, closedAt: true, stateSince: true } },
  followUps: { select: { id: true, subject: true, createdAt: true }, orderBy: { id: "desc" }, take: JOINED_SHOWN },
  detachedFrom: { select: { reason: true, response: { select: { ticketId: true } } } },
} satisfies Prisma.TicketInclude;

type Joins = Pick<Prisma.TicketGetPayload<{ include: typeof JOINS }>, keyof typeof JOINS>;

/** The same, as both sides of the lane read it. */
export function joinsOf({ joinedInto, joined, follows, followUps, detachedFrom }: Joins) {
  return {
    joinedInto: joinedInto && joinedView(joinedInto.into, joinedInto.at),
    joined: joined.map(({ ticket, at }) => joinedView(ticket, at)),
    follows: follows && joinedView(follows, follows.closedAt ?? follows.stateSince),
    followUps: followUps.map((one) => joinedView(one, one.createdAt)),
    detachedFrom: detachedFrom && { number: detachedFrom.response.ticketId, reason: detachedFrom.reason },
  };
}

const joinedView = ({ id, subject }: { id: number; subject: string }, at: Date): JoinedView => ({
  ...{ number: id, subject, at },
});

/** What became of a message that was about something else. */
export const detachedView = (row: { toId: number; reason: string } | null): Elsewhere | null =>
  row && { number: row.toId, reason: row.reason };
