import type { Appeal, AppealKind, SupervisorOutcome, Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { DESK_ROLES, type Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import type { DeskAppeal, Hand } from "./appeal.ts";
import { nextHand, OF_ANOTHER } from "./next-hand.server.ts";
import { giveTo } from "./take-up.server.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

interface Appealing {
  kind: AppealKind;
  reason: string;
  hand: Exclude<Hand, "same">;
}

/**
 * Gives a locked ticket that is open to somebody else because its requester wants it, and keeps that they do: the clock
 * of the appeal runs from now. Where there is nobody else, who has it reads everything again, and both are told.
 */
export async function handOverTo(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  { kind, reason, hand }: Appealing,
): Promise<Ticket> {
  const toId = await nextHand(tx, ticket, hand);
  const appeal = await tx.appeal.create({
    data: { ticketId: ticket.id, kind, reason, fromId: ticket.assigneeId, toId, isAlone: toId === null },
  });
  const given = toId === null ? await changeTicket(tx, ticket, {}) : await giveTo(tx, viewer, ticket, toId);
  await recordTicket(tx, viewer, "ticket.appealed", [given, given], { appealId: appeal.id, appeal: kind });
  return given;
}

/**
 * Staff answers on a locked ticket: refused to whoever the requester asked not to have, and the word of anybody else is
 * what was asked for.
 */
export async function meetAppeals(tx: Tx, viewer: Viewer, ticketId: number): Promise<void> {
  const appeals = await appealsForAnother(tx, ticketId);
  if (appeals.length === 0) return;
  await refuseLeft(tx, appeals, viewer.id);
  const open = appeals.filter(({ answeredAt }) => answeredAt === null).map(({ id }) => id);
  const met = { answeredAt: new Date(), answeredById: viewer.id };
  if (open.length > 0) await tx.appeal.updateMany({ where: { id: { in: open } }, data: met });
}

/** Whoever the requester asked not to have does not get the ticket again. */
export async function refuseUnwanted(tx: Tx, ticketId: number, accountId: number): Promise<void> {
  await refuseLeft(tx, await appealsForAnother(tx, ticketId), accountId);
}

/** Answering as a supervisor: where one is called, by a lead or a manager, or by anybody where there is none. */
export async function refuseUncalled(tx: Tx, viewer: Viewer, ticketId: number): Promise<Appeal> {
  const appeal = await tx.appeal.findFirst({ where: { ticketId, kind: "supervisor", answeredAt: null } });
  if (!appeal) throw new Conflict("no_appeal");
  if (!appeal.isAlone && !can(viewer, "appeal.answer", null)) throw new NotFound();
  return appeal;
}

/** The supervisor's word goes out on a locked ticket: what came of it stands with who asked. Gives the appeal's id. */
export async function meetSupervision(
  tx: Tx,
  author: Viewer,
  ticketId: number,
  outcome: SupervisorOutcome,
): Promise<number> {
  const { id } = await refuseUncalled(tx, author, ticketId);
  await tx.appeal.update({ where: { id }, data: { answeredAt: new Date(), answeredById: author.id, outcome } });
  return id;
}

const appealsForAnother = (tx: Tx, ticketId: number) =>
  tx.appeal.findMany({ where: { ticketId, kind: { in: [...OF_ANOTHER] } }, orderBy: { id: "asc" } });

/** Whether the requester asked not to have them. */
export const isUnwanted = async (tx: Tx, ticketId: number, accountId: number) =>
  isLeft(tx, await appealsForAnother(tx, ticketId), accountId);

async function refuseLeft(tx: Tx, appeals: readonly Appeal[], accountId: number) {
  if (await isLeft(tx, appeals, accountId)) throw new Conflict("another_agent_asked");
}

/** While there is anybody else, and unless they were given it since for want of others: a ticket never waits for nobody. */
async function isLeft(tx: Tx, appeals: readonly Appeal[], accountId: number): Promise<boolean> {
  const left = new Set(appeals.filter(({ isAlone }) => !isAlone).map(({ fromId }) => fromId));
  if (!left.has(accountId) || appeals.at(-1)?.toId === accountId) return false;
  const others = await tx.account.count({
    where: {
      role: { in: [...DESK_ROLES] },
      id: { notIn: [...left].filter((id) => id !== null) },
      OR: [{ suspendedUntil: null }, { suspendedUntil: { lte: new Date() } }],
    },
  });
  return others > 0;
}

/** How many second chances a ticket has had. */
export const chancesOf = (tx: Tx, ticketId: number) => tx.appeal.count({ where: { ticketId, kind: "second_chance" } });

/**
 * Who goes on with a ticket that has just been opened again: with anybody but whoever had it that is a second chance, with
 * a clock of its own.
 */
export async function goOnWith(tx: Tx, viewer: Viewer, ticket: Ticket, hand: Hand, reason = ""): Promise<Ticket> {
  return hand === "same" ? ticket : handOverTo(tx, viewer, ticket, { kind: "second_chance", reason, hand });
}

/**
 * What the requester of a ticket asked for and has not been met, for the desk. Their words are not read by whoever they
 * asked not to have.
 */
export async function openAppealsAt(viewer: Viewer, ticketId: number): Promise<DeskAppeal[]> {
  const rows = await prisma.appeal.findMany({ where: { ticketId, answeredAt: null }, orderBy: { id: "asc" } });
  return rows.map(({ id, kind, reason, fromId, isAlone, createdAt }) => ({
    ...{ id, kind, isAlone, at: createdAt },
    reason: fromId === viewer.id ? "" : reason,
  }));
}

/** How often the requester asked whether anything is happening. */
export const nudgesOf = (ticketId: number) => prisma.ticketNudge.count({ where: { ticketId } });
