import type { Reading, Ticket } from "../../generated/prisma/client.ts";
import type { ReadingKind } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { moveAttachments } from "../attachments/hang-attachments.server.ts";
import { can } from "../permissions.ts";
import { isUnwanted } from "./appeals.server.ts";
import { supervisorOf } from "./call-supervisor.server.ts";
import type { HandedOn } from "./reading.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

/**
 * Why the author of a response can't send it any more: they have left, or may not say it, or the ticket has gone to
 * somebody else meanwhile. Null while they can.
 */
export async function whyNotSentBy(tx: Tx, author: Viewer, ticket: Ticket, reading: Reading): Promise<HandedOn | null> {
  if (!(await maySay(tx, author, ticket, reading.kind))) return "author_gone";
  return reading.isOwners && ticket.assigneeId !== author.id ? "author_moved" : null;
}

async function maySay(tx: Tx, speaker: Viewer, ticket: Ticket, kind: ReadingKind): Promise<boolean> {
  if (!can(speaker, "ticket.work", ticket) || (await isUnwanted(tx, ticket.id, speaker.id))) return false;
  return kind !== "supervise" || can(speaker, "appeal.answer", null) || (await isCalledAlone(tx, ticket.id));
}

const isCalledAlone = async (tx: Tx, ticketId: number) =>
  (await tx.appeal.count({ where: { ticketId, kind: "supervisor", answeredAt: null, isAlone: true } })) > 0;

/**
 * A response that may go out, but not in its author's name, goes to whoever has the ticket, with a word why: it stands in
 * their form, files and all. Where they can't say it, to who has read it, or to a supervisor.
 */
export async function handOn(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  { id, kind, authorId }: Reading,
  reason: HandedOn,
): Promise<void> {
  const [decidedAt, givenToId] = [new Date(), await heirOf(tx, viewer, ticket, { kind, authorId })];
  const data = { state: "returned", reason, readerId: viewer.id, decidedAt, givenToId } as const;
  await tx.reading.update({ where: { id }, data });
  await moveAttachments(tx, id, { createdAt: decidedAt, accountId: givenToId });
  const after = await changeTicket(tx, ticket, {});
  await recordTicket(tx, viewer, "ticket.reading_handed_on", [ticket, after], { readingId: id, memberId: givenToId });
}

async function heirOf(tx: Tx, viewer: Viewer, ticket: Ticket, { kind, authorId }: Pick<Reading, "kind" | "authorId">) {
  for (const id of [ticket.assigneeId, viewer.id, await supervisorOf(tx, ticket)]) {
    if (id === null || id === authorId) continue;
    const account = await tx.account.findUniqueOrThrow({ where: { id } });
    if (await maySay(tx, viewerFrom(account), ticket, kind)) return id;
  }
  throw new Conflict("reading_nobody");
}
