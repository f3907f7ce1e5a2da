import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize, can } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { type FactView, factsAskedIn, STATED_FACTS, type StatedFact } from "./facts.ts";
import type { FactInput } from "./input.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

/** What is known of a ticket now, in the order of the names; the caller has seen to it that its reader may. */
export async function factsOf(tx: Tx, ticketId: number): Promise<FactView[]> {
  const rows = await tx.ticketFact.findMany({
    where: { ticketId, replacedAt: null },
    include: { statedBy: { select: { name: true } } },
  });
  return STATED_FACTS.flatMap((fact) => {
    const row = rows.find((one) => one.fact === fact);
    if (!row) return [];
    const { id, value, createdAt: at, confirmedAt, statedBy } = row;
    return [{ id, fact, value, at, confirmedAt, byName: statedBy.name }];
  });
}

/**
 * Says what is so. What the requester says is confirmed; what staff notes of the talk is theirs to confirm. An earlier word
 * is kept, and holds no more.
 */
export async function stateFact(viewer: Viewer, ticketId: number, input: FactInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockParty(tx, viewer, ticketId);
    refuseClosed(ticket);
    const { fact, value } = await keepInLane(tx, viewer, ticket, input, ["value"]);
    const isOwn = ticket.requesterId === viewer.id;
    const now = new Date();
    const current = await tx.ticketFact.findFirst({ where: { ticketId, fact, replacedAt: null } });
    if (current?.value === value && (current.confirmedAt || !isOwn)) return;
    if (current) await tx.ticketFact.update({ where: { id: current.id }, data: { replacedAt: now } });
    const { id } = await tx.ticketFact.create({
      data: { ticketId, fact, value, statedById: viewer.id, confirmedAt: isOwn ? now : null },
    });
    await tellFact(tx, viewer, ticket, "ticket.fact_stated", { factId: id, fact });
  });
}

/** The requester says that what staff has noted is so. */
export async function confirmFact(viewer: Viewer, ticketId: number, id: number): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.confirm", ticket);
    refuseClosed(ticket);
    const row = await tx.ticketFact.findFirst({ where: { id, ticketId } });
    if (!row) throw new NotFound();
    if (row.replacedAt) throw new Conflict("fact_replaced");
    if (row.confirmedAt) return;
    await tx.ticketFact.update({ where: { id }, data: { confirmedAt: new Date() } });
    await tellFact(tx, viewer, ticket, "ticket.fact_confirmed", { factId: id, fact: row.fact });
  });
}

/** Both sides of the lane may say what is so; everybody else knows no ticket. */
async function lockParty(tx: Tx, viewer: Viewer, ticketId: number): Promise<Ticket> {
  const ticket = await lockTicket(tx, viewer, ticketId);
  if (!can(viewer, "ticket.reply", ticket)) authorize(viewer, "ticket.work", ticket);
  return ticket;
}

type FactEvent = "ticket.fact_stated" | "ticket.fact_confirmed";

async function tellFact(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  kind: FactEvent,
  data: { factId: number; fact: string },
) {
  await recordTicket(tx, viewer, kind, [ticket, await changeTicket(tx, ticket, {})], data);
}

/** Facts that earlier tickets of the same thread and person knew: nobody says them twice. */
export async function keepFacts(tx: Tx, ticketId: number, threadId: number, requesterId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "TicketFact" ("ticketId", fact, value, "statedById", "createdAt", "confirmedAt")
    SELECT DISTINCT ON (known.fact) ${ticketId}::int, known.fact, known.value, known."statedById", known."createdAt", known."confirmedAt"
    FROM "TicketFact" known JOIN "Ticket" ticket ON ticket.id = known."ticketId"
      JOIN "TicketThread" link ON link."ticketId" = ticket.id
    WHERE link."threadId" = ${threadId} AND ticket."requesterId" = ${requesterId} AND ticket.id <> ${ticketId}
      AND known."replacedAt" IS NULL
    ORDER BY known.fact, known.id DESC`;
}

interface Asking {
  message: string;
  waitingFor: string;
  /** Why it is asked for again: the requester reads it. */
  again: string;
  /** The form's field for that. */
  field: "again" | "reason";
}

/**
 * Refuses to ask for what the requester has confirmed, unless with a reason that they read. Says whether it is asked for
 * again.
 */
export async function refuseKnown(tx: Tx, ticketId: number, { again, field, ...asking }: Asking): Promise<boolean> {
  const asked: StatedFact[] = factsAskedIn(asking);
  if (asked.length === 0) return false;
  const known = await tx.ticketFact.findFirst({
    where: { ticketId, fact: { in: asked }, replacedAt: null, confirmedAt: { not: null } },
    orderBy: { id: "asc" },
  });
  if (known && !again)
    throw new Invalid("fact_known", { [field]: "required" }, { fact: known.fact, value: known.value });
  return known !== null;
}

/** The facts of a ticket for whoever sees it. */
export const listFacts = (ticketId: number) => factsOf(prisma, ticketId);
