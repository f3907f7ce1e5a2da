import { createHash } from "node:crypto";
import type { Statement, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { actingFor } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { NOBODY } from "../accounts/viewer.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

/** SHA-256 of a statement's text: what was confirmed can be told from what was not. */
export const statementHash = (text: string) => createHash("sha256").update(text).digest("hex");

/** The statement that holds: the newest. */
export async function currentStatement(tx: Tx, ticketId: number): Promise<Statement> {
  const statement = await tx.statement.findFirst({ where: { ticketId }, orderBy: { number: "desc" } });
  if (!statement) throw new NotFound();
  return statement;
}

/** Puts a text before the requester: a new statement, and the ticket goes to read-back. */
export async function stateTicket(tx: Tx, viewer: Viewer, ticket: Ticket, text: string): Promise<Ticket> {
  const last = await tx.statement.findFirst({ where: { ticketId: ticket.id }, orderBy: { number: "desc" } });
  const number = (last?.number ?? 0) + 1;
  const authorId = viewer.id === NOBODY ? null : (actingFor(viewer, ticket.requesterId)?.principalId ?? viewer.id);
  await tx.statement.create({ data: { ticketId: ticket.id, number, text, hash: statementHash(text), authorId } });
  const stated = await changeTicket(tx, ticket, { state: "read_back" });
  await recordTicket(tx, viewer, "ticket.stated", [ticket, stated], { statement: number });
  return stated;
}

/** Takes a ticket past read-back: to the desk, or straight to whoever owns it already. */
export async function acceptStatement(tx: Tx, ticket: Ticket): Promise<Ticket> {
  const accepted = await changeTicket(tx, ticket, { state: "new", startedAt: ticket.startedAt ?? new Date() });
  return accepted.assigneeId === null ? accepted : changeTicket(tx, accepted, { state: "open" });
}
