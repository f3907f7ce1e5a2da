import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import { freeAgent } from "./free-agent.server.ts";
import { unwantedOn } from "./next-hand.server.ts";
import { respondIn } from "./respond.server.ts";
import type { MessageRule } from "./responses.server.ts";
import type { SupervisionInput } from "./rights-input.ts";
import { changeTicket, lockDeskTicket, recordTicket } from "./tickets.server.ts";

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

/**
 * A supervisor writes to the requester and says what came of it. In a company without one, whoever has the ticket does,
 * having read everything again.
 */
export async function answerAsSupervisor(
  viewer: Viewer,
  ticketId: number,
  input: SupervisionInput,
  rule?: MessageRule,
): Promise<void> {
  await transaction(async (tx) => {
    await lockDeskTicket(tx, viewer, ticketId);
    const open = { ticketId, kind: "supervisor" as const, answeredAt: null };
    const appeal = await tx.appeal.findFirst({ where: open });
    if (!appeal) throw new Conflict("no_appeal");
    if (!appeal.isAlone && !can(viewer, "appeal.answer", null)) throw new NotFound();
    const { outcome, ...message } = input;
    const { id } = await respondIn(tx, viewer, ticketId, message, rule);
    if (id === null) return; // a second person reads it first: until it is sent, they still wait
    const answered = { answeredAt: new Date(), answeredById: viewer.id, outcome };
    await tx.appeal.update({ where: { id: appeal.id }, data: answered });
    await changeTicket(tx, await lockDeskTicket(tx, viewer, ticketId), {});
    await record(tx, viewer, "ticket.supervised", { ticketId, data: { appealId: appeal.id, outcome } });
  });
}
