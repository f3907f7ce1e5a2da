import { answerBy } from "../domain/tickets/ask-inside.server.ts";
import { nextStepAt } from "../domain/tickets/duty.ts";
import type { AskedRole } from "../domain/tickets/talk.ts";
import type { Account, Duty, Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../platform/db.server.ts";

/** A row of the ticket, written once the ticket is there; tells its event what to point to. */
export type Row = (tx: Tx, ticketId: number) => Promise<Prisma.InputJsonObject>;
export const noRow: Row = async () => ({});

/** A message on the lane. */
export function responseRow(by: Account, at: Date, markdown: string, isFromStaff: boolean): Row {
  return async (tx, ticketId) => {
    const data = { ticketId, authorId: by.id, isFromStaff, markdown, createdAt: at };
    return { responseId: (await tx.response.create({ data })).id };
  };
}

/** A note; of a question among staff where one is named. */
export function noteRow(by: Account, at: Date, markdown: string, talkId?: number): Row {
  return async (tx, ticketId) => {
    const data = { ticketId, authorId: by.id, markdown, createdAt: at, talkId };
    return { noteId: (await tx.note.create({ data })).id };
  };
}

/** A note that asks whoever has a role. */
export function questionRow(by: Account, at: Date, askedRole: AskedRole, text: string): Row {
  return async (tx, ticketId) => {
    const stepAt = await answerBy(tx, at);
    const talk = await tx.sideTalk.create({ data: { ticketId, askedById: by.id, askedRole, createdAt: at, stepAt } });
    return { talkId: talk.id, ...(await noteRow(by, at, text, talk.id)(tx, ticketId)) };
  };
}

/** Answers what was asked last. */
export function answerRow(by: Account, at: Date, text: string): Row {
  return async (tx, ticketId) => {
    const { id } = await tx.sideTalk.findFirstOrThrow({ where: { ticketId }, orderBy: { id: "desc" } });
    await tx.sideTalk.update({ where: { id }, data: { answeredAt: at, answeredById: by.id, stepAt: null } });
    return { talkId: id, ...(await noteRow(by, at, text, id)(tx, ticketId)) };
  };
}

/** What the requester is asked to do. */
export function dutyRow(by: Account, at: Date, duty: Pick<Duty, "kind" | "text" | "dueAt">): Row {
  return async (tx, ticketId) => {
    const times = { createdAt: at, dueAt: duty.dueAt, halfRemindedAt: null, dayRemindedAt: null };
    const row = { ...duty, ticketId, askedById: by.id, createdAt: at, stepAt: nextStepAt(times) };
    return { dutyId: (await tx.duty.create({ data: row })).id };
  };
}
