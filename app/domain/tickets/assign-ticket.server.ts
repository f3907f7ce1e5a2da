import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { DESK_ROLES, isCertified, type Viewer } from "../accounts/viewer.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import { refuseUnwanted } from "./appeals.server.ts";
import type { AssignmentInput, VersionInput } from "./input.ts";
import { giveTo } from "./take-up.server.ts";
import { isWorkable } from "./ticket.ts";
import { lockDeskTicket, refuseUnseen } from "./tickets.server.ts";

/** Gives the ticket to somebody who works at the desk. Neither this nor taking it resets any clock. */
export async function assignTicket(viewer: Viewer, ticketId: number, input: AssignmentInput): Promise<void> {
  await transaction((tx) => assignIn(tx, viewer, ticketId, input));
}

/** The same within a transaction. */
export async function assignIn(tx: Tx, viewer: Viewer, ticketId: number, input: AssignmentInput): Promise<void> {
  const ticket = await lockDeskTicket(tx, viewer, ticketId);
  if (ticket.assigneeId === input.assigneeId) return;
  refuseUnseen(ticket, input.seenVersion);
  if (!isWorkable(ticket.state)) throw new Conflict("not_workable");
  await refuseStranger(tx, ticket, input.assigneeId);
  await refuseUnwanted(tx, ticketId, input.assigneeId);
  const { brief: words } = await keepAmongStaff(tx, viewer, ticket, input, ["brief"]);
  await giveTo(tx, viewer, ticket, input.assigneeId, { words });
}

/** The viewer takes the ticket. */
export function takeTicket(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  return assignTicket(viewer, ticketId, { assigneeId: viewer.id, seenVersion });
}

async function refuseStranger(tx: Tx, { trigger }: Ticket, accountId: number) {
  const works = { id: accountId, role: { in: [...DESK_ROLES] } };
  const account = await tx.account.findFirst({ where: works, select: { suspendedUntil: true, role: true } });
  if (!account) throw new Invalid("invalid_form", { assigneeId: "not_at_the_desk" });
  if (account.suspendedUntil && account.suspendedUntil > new Date()) {
    throw new Invalid("invalid_form", { assigneeId: "suspended_account" });
  }
  if (trigger === "urgent_words" && !isCertified(account.role)) {
    throw new Invalid("invalid_form", { assigneeId: "needs_certified" });
  }
}
