import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { refuseUnwanted } from "./appeals.server.ts";
import { isToRead } from "./brief.ts";
import { takeUp } from "./take-up.server.ts";
import { changeTicket, lockDeskTicket, recordTicket } from "./tickets.server.ts";

/** Whoever takes over has read what was handed over. Who reads what nobody has takes the ticket: it is read once. */
export async function readBrief(viewer: Viewer, ticketId: number): Promise<void> {
  await transaction(async (tx) => {
    const locked = await lockDeskTicket(tx, viewer, ticketId);
    if (!isToRead(await lastBrief(tx, ticketId), locked, viewer.id)) return;
    await refuseUnwanted(tx, ticketId, viewer.id);
    const ticket = await takeUp(tx, viewer, locked);
    const where = { ticketId, readerId: viewer.id, readAt: null };
    await tx.handoverBrief.updateMany({ where, data: { readAt: new Date() } });
    await recordTicket(tx, viewer, "ticket.brief_read", [ticket, await changeTicket(tx, ticket, {})]);
  });
}

const lastBrief = (tx: Tx, ticketId: number) =>
  tx.handoverBrief.findFirst({ where: { ticketId }, orderBy: { id: "desc" } });
