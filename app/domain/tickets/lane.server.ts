import type { ThreadState, TicketState } from "../../generated/prisma/enums.ts";
import { prisma, read, type Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { can, isDesk, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { isOn, type Policy } from "../settings/policy.ts";
import { policyOf } from "../threads/policies.server.ts";
import type { EscalationOffer, Lane, PublicLane } from "./lane.ts";
import { owedUpdate, requireRequest } from "./requests.server.ts";
import { isLive } from "./ticket.ts";

const HOUR = 3600;

interface Beside {
  authorId: number;
  categoryId: number;
  heldUntil: Date | null;
  askedAt: Date;
  threadState: ThreadState;
  hiddenAt: Date | null;
  readableBy: "everyone" | "members" | "staff";
  ticketId: number | null;
  requesterId: number | null;
  ticketState: TicketState | null;
  since: Date | null;
  dueAt: Date | null;
  apologisedUntil: Date | null;
}

// The thread's live ticket, else its last one that is not spam.
const BESIDE = `
  SELECT thread."authorId", thread."categoryId", thread."heldUntil", thread."createdAt" AS "askedAt", thread.state AS "threadState", thread."hiddenAt",
         category."readableBy", ticket.*
  FROM "Thread" thread
  JOIN "Category" category ON category.id = thread."categoryId"
  LEFT JOIN LATERAL (
    SELECT ticket.id AS "ticketId", ticket."requesterId", ticket.state AS "ticketState", ticket."createdAt" AS since, ticket."dueAt",
           ticket."apologisedUntil"
    FROM "TicketThread" link JOIN "Ticket" ticket ON ticket.id = link."ticketId"
    WHERE link."threadId" = thread.id AND ticket.state <> 'spam'
    ORDER BY link."isLive" DESC, ticket.id DESC LIMIT 1
  ) ticket ON true
  WHERE thread.id = $4 AND ${THREAD_IS_VISIBLE}`;

/** The private lane beside a thread, as far as this viewer may see it. */
export async function laneOf(viewer: Viewer, threadId: number): Promise<Lane> {
  const [beside] = await read<Beside>("ticket_beside_thread", BESIDE, [...threadScope(viewer), threadId]);
  if (!beside) return { kind: "none", offer: null };
  const offer = await offerOf(viewer, beside);
  const { ticketId, requesterId, ticketState } = beside;
  if (ticketId === null || requesterId === null || ticketState === null) return { kind: "none", offer };
  if (can(viewer, "ticket.see", { requesterId, state: ticketState })) {
    return { kind: "private", request: await requireRequest(viewer, ticketId), offer };
  }
  return isLive(ticketState) ? publicLane(beside, ticketState) : { kind: "none", offer };
}

function publicLane({ since, dueAt, apologisedUntil }: Beside, state: TicketState): PublicLane {
  const nextUpdateBy = owedUpdate({ state, dueAt, apologisedUntil });
  return { kind: "public", since: since ?? new Date(), nextUpdateBy };
}

async function offerOf(viewer: Viewer, beside: Beside): Promise<EscalationOffer | null> {
  const { authorId, hiddenAt, readableBy, threadState, ticketState, askedAt, categoryId, heldUntil } = beside;
  const isOver = threadState === "solved" || (ticketState !== null && isLive(ticketState));
  const subject = { authorId, hiddenAt, category: { readableBy } };
  if (isOver) return null;
  if (isDesk(viewer)) return can(viewer, "thread.escalate", subject) ? { by: "staff", from: null } : null;
  const policy = await policyOf(prisma, categoryId);
  const held = heldUntil && heldUntil > new Date() ? heldUntil : null;
  if (can(viewer, "thread.call_staff", subject))
    return isOn(policy, "peer") && !held ? { by: "peer", from: null } : null;
  if (!can(viewer, "thread.escalate", subject)) return null;
  const early = await askerEscalatesFrom(askedAt, policy);
  const from = held && (!early || held > early) ? held : early;
  return { by: "asker", from, ...(isOn(policy, "asker") ? {} : { isOff: true }) };
}

/** When the asker's own button begins to work; null once it does. */
export async function askerEscalatesFrom(
  askedAt: Date,
  { askerAfterHours }: Policy,
  tx?: Tx,
  now = new Date(),
): Promise<Date | null> {
  const from = dueAt(await currentCalendar(tx), askedAt, askerAfterHours * HOUR, []);
  return from && from > now ? from : null;
}
