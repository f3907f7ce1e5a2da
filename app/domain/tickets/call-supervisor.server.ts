import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { freeAgent } from "./free-agent.server.ts";
import { unwantedOn } from "./next-hand.server.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

/** Calls a supervisor to a locked ticket, which stays with whoever has it. One call at a time: more are the same. */
export async function callSupervisor(tx: Tx, viewer: Viewer, ticket: Ticket, reason: string): Promise<void> {
  if (await hasSupervisor(tx, ticket)) return;
  const kind = "supervisor" as const;
  const toId = await supervisorOf(tx, ticket);
  const data = { ticketId: ticket.id, kind, reason, fromId: ticket.assigneeId, toId, isAlone: toId === null };
  const { id: appealId } = await tx.appeal.create({ data });
  const called = await changeTicket(tx, ticket, {});
  await recordTicket(tx, viewer, "ticket.appealed", [ticket, called], { appealId, appeal: kind });
}

/** Whether one is called and has not answered. */
export const hasSupervisor = async (tx: Tx, { id: ticketId }: Pick<Ticket, "id">) =>
  (await tx.appeal.count({ where: { ticketId, kind: "supervisor", answeredAt: null } })) > 0;

/** A lead, else a manager, that is not who has the ticket; null in a company that has none. */
export async function supervisorOf(tx: Tx, { id, assigneeId }: Pick<Ticket, "id" | "assigneeId">) {
  const except = [...(assigneeId === null ? [] : [assigneeId]), ...(await unwantedOn(tx, id))];
  return (await freeAgent(tx, ["lead"], { except })) ?? (await freeAgent(tx, ["manager"], { except }));
}
