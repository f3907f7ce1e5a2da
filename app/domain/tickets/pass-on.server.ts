import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { DESK_ROLES, isCertified, type Viewer } from "../accounts/viewer.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import { refuseUnwanted } from "./appeals.server.ts";
import { freeAgent } from "./free-agent.server.ts";
import { nextHand, unwantedOn } from "./next-hand.server.ts";
import { writeNote } from "./notes.server.ts";
import type { PassInput } from "./rights-input.ts";
import { giveTo } from "./take-up.server.ts";
import { isWorkable } from "./ticket.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";
import { putBack } from "./unassign-ticket.server.ts";

/** So often a ticket may be passed on; after that a lead has it. */
const PASSES = 2;

interface Suggested {
  toId: number | null;
  categoryId?: number;
}

/**
 * "Not the right person" (S1-12): an agent passes the ticket on with a reason, which stays among staff, and says who would
 * be. No clock changes and nothing counts against anybody. The third time it goes to a lead.
 */
export async function passOn(viewer: Viewer, ticketId: number, input: PassInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    if (!isWorkable(ticket.state)) throw new Conflict("not_workable");
    const isToLead = (await tx.ticketPass.count({ where: { ticketId } })) >= PASSES;
    const suggested = await suggestedBy(tx, viewer, ticket, input.to);
    const toId = isToLead ? await nextHand(tx, ticket, "lead") : suggested.toId;
    const { reason } = await keepAmongStaff(tx, viewer, ticket, input, ["reason"]);
    const note = await writeNote(tx, viewer, ticket, reason);
    await tx.ticketPass.create({ data: { ticketId, fromId: viewer.id, toId, isToLead } });
    const moved = await move(tx, viewer, ticket, { ...suggested, toId });
    const data = { noteId: note.id, passedTo: toId, isToLead };
    await recordTicket(tx, viewer, "ticket.passed_on", [moved, moved], data);
  });
}

async function move(tx: Tx, viewer: Viewer, ticket: Ticket, { toId, categoryId }: Suggested): Promise<Ticket> {
  const filed = categoryId ? await changeTicket(tx, ticket, { categoryId }) : ticket;
  return toId === null ? putBack(tx, viewer, filed) : giveTo(tx, viewer, filed, toId);
}

/** Whom the agent means, refused where that is nobody who may have it. */
async function suggestedBy(tx: Tx, viewer: Viewer, ticket: Ticket, to: string): Promise<Suggested> {
  const except = [viewer.id, ...(await unwantedOn(tx, ticket.id))];
  if (to === "level_2") return { toId: await freeAgent(tx, ["agent_2"], { except }) };
  if (to === "lead") return { toId: await freeAgent(tx, ["lead"], { except }) };
  const id = Number(to.slice(1));
  if (to.startsWith("c")) {
    if (!(await tx.category.findUnique({ where: { id } }))) throw new Invalid("invalid_form", { to: "invalid_value" });
    return { toId: null, categoryId: id };
  }
  await refuseUnfit(tx, viewer, ticket, id);
  return { toId: id };
}

async function refuseUnfit(tx: Tx, viewer: Viewer, ticket: Ticket, id: number) {
  const account = await tx.account.findFirst({ where: { id, role: { in: [...DESK_ROLES] } } });
  if (!account || id === viewer.id) throw new Invalid("invalid_form", { to: "not_at_the_desk" });
  if (account.suspendedUntil && account.suspendedUntil > new Date()) {
    throw new Invalid("invalid_form", { to: "suspended_account" });
  }
  if (ticket.trigger === "urgent_words" && !isCertified(account.role)) {
    throw new Invalid("invalid_form", { to: "needs_certified" });
  }
  await refuseUnwanted(tx, ticket.id, id);
}
