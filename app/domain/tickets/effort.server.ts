import { prisma, read } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { type Effort, waitsOf } from "./effort.ts";
import { turnOf } from "./ticket.ts";
import { requireTicket } from "./tickets.server.ts";

/** More than any talk has had. */
const TALK_MAX = 500;

interface Counts extends Record<string, unknown> {
  posts: number;
  repeated: number;
  disagreed: number;
  hands: number;
}

/** What this case has cost its requester so far. Not found for whoever does not see the ticket. */
export async function effortOf(viewer: Viewer, ticketId: number): Promise<Effort> {
  const ticket = await requireTicket(viewer, ticketId);
  const [[counts], talk] = await Promise.all([
    read<Counts>("effort", COUNTS, [ticketId, ticket.requesterId]),
    prisma.response.findMany({
      where: { ticketId },
      select: { isFromStaff: true, createdAt: true },
      orderBy: { id: "asc" },
      take: TALK_MAX,
    }),
  ]);
  const { posts = 0, ...counted } = counts ?? { repeated: 0, disagreed: 0, hands: 0 };
  const said = talk.map(({ isFromStaff, createdAt: at }) => ({ isFromStaff, at }));
  const until = turnOf(ticket.state) === "nobody" ? (ticket.closedAt ?? ticket.updatedAt) : new Date();
  const wrote = posts + said.filter(({ isFromStaff }) => !isFromStaff).length;
  return { wrote, ...counted, ...waitsOf(said, ticket.startedAt && firstWait(ticket), until) };
}

/** They wait for a person from the moment the ticket opens. */
const firstWait = ({ createdAt }: { createdAt: Date }) => createdAt;

const COUNTS = `SELECT
  (SELECT count(*) FROM "Post" post JOIN "TicketThread" link ON link."threadId" = post."threadId"
    WHERE link."ticketId" = $1 AND post."authorId" = $2)::int AS posts,
  ((SELECT count(*) FROM "TicketStep" step WHERE step."ticketId" = $1 AND step.reason <> '')
    + count(*) FILTER (WHERE event.kind = 'ticket.responded' AND event.data ->> 'isAgain' = 'true'))::int AS repeated,
  count(*) FILTER (WHERE event.kind IN ('ticket.rejected', 'ticket.missed'))::int AS disagreed,
  (count(DISTINCT event.data ->> 'assigneeId') FILTER (WHERE event.kind = 'ticket.assigned'))::int AS hands
  FROM "Event" event WHERE event."ticketId" = $1`;
