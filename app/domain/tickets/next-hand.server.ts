import type { AppealKind, Ticket } from "../../generated/prisma/client.ts";
import type { Role } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import { DESK_ROLES, isCertified } from "../accounts/viewer.ts";
import { freeAgent } from "./free-agent.server.ts";

/** Who takes a ticket over: in this order, the first of whom somebody is free. */
const SUCCESSORS: Record<"another" | "lead", readonly (readonly Role[])[]> = {
  another: [["agent_2", "agent_1"], ["lead"], ["manager"]],
  lead: [["lead"], ["manager"], ["agent_2", "agent_1"]],
};

type Had = Pick<Ticket, "id" | "assigneeId" | "trigger">;

/**
 * Who goes on in place of whoever has the ticket: first somebody who never had it or wrote in it, else anybody whom the
 * requester did not ask not to have, else anybody but the last one. Null where there is nobody else: a company of one person.
 */
export async function nextHand(tx: Tx, ticket: Had, hand: "another" | "lead"): Promise<number | null> {
  const earlier = await earlierHands(tx, ticket);
  const last = ticket.assigneeId === null ? [] : [ticket.assigneeId];
  const groups = SUCCESSORS[hand].map((roles) => fitting(roles, ticket)).filter((roles) => roles.length > 0);
  for (const roles of groups) {
    const fresh = await freeAgent(tx, roles, { except: earlier });
    if (fresh !== null) return fresh;
  }
  const left = [...last, ...(await unwantedOn(tx, ticket.id))];
  const anybody = fitting(DESK_ROLES, ticket);
  return (await freeAgent(tx, anybody, { except: left })) ?? freeAgent(tx, anybody, { except: last });
}

/** What another person's word meets. */
export const OF_ANOTHER: readonly AppealKind[] = ["second_chance", "other_agent"];

/** Whom the requester asked not to have. */
export async function unwantedOn(tx: Tx, ticketId: number): Promise<number[]> {
  const where = { ticketId, kind: { in: [...OF_ANOTHER] }, isAlone: false, fromId: { not: null } };
  const rows = await tx.appeal.findMany({ where, select: { fromId: true } });
  return rows.flatMap(({ fromId }) => fromId ?? []);
}

/** What cannot wait is for those who are trained for it. */
const fitting = (roles: readonly Role[], { trigger }: Had) =>
  trigger === "urgent_words" ? roles.filter(isCertified) : roles;

/** Everybody of staff who has had the ticket, or has answered in it. */
async function earlierHands(tx: Tx, { id, assigneeId }: Had): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number | null }[]>`
    SELECT ${assigneeId}::int AS id
    UNION SELECT "authorId" FROM "Response" WHERE "ticketId" = ${id} AND "isFromStaff"
    UNION SELECT (data ->> 'assigneeId')::int FROM "Event" WHERE "ticketId" = ${id} AND kind = 'ticket.assigned'`;
  return rows.flatMap(({ id: one }) => (one === null ? [] : [one]));
}
