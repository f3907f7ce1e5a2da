import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import { freeAgent } from "../tickets/free-agent.server.ts";
import { unwantedOn } from "../tickets/next-hand.server.ts";
import { giveTo } from "../tickets/take-up.server.ts";
import { isWorkable } from "../tickets/ticket.ts";
import { lockDeskTicket, recordTicket, refuseUnseen } from "../tickets/tickets.server.ts";
import { putBack } from "../tickets/unassign-ticket.server.ts";
import type { GapInput } from "./input.ts";

const LISTED = 50;
const KEPT_MS = 90 * 86_400_000;

/** Notes that no approved text fitted a ticket; once for each ticket and person. */
export async function noteGap(tx: Tx, viewer: Viewer, ticketId: number, words: string): Promise<void> {
  const key = { ticketId, accountId: viewer.id };
  const update = words === "" ? {} : { words };
  await tx.macroGap.upsert({ where: { ticketId_accountId: key }, create: { ...key, words }, update });
}

/** The latest tickets that no approved text fitted: what is to be written next. */
export async function listGaps(viewer: Viewer, now = new Date()) {
  if (!can(viewer, "macro.see", null)) throw new NotFound();
  const rows = await prisma.macroGap.findMany({
    where: { createdAt: { gt: new Date(now.getTime() - KEPT_MS) } },
    include: { ticket: { select: { id: true, subject: true, category: { select: { name: true } } } } },
    orderBy: { createdAt: "desc" },
    take: LISTED,
  });
  return rows.map(({ ticket: { id, subject, category }, words, createdAt }) => ({
    ...{ ticketId: id, subject, words, at: createdAt },
    categoryName: category.name,
  }));
}

/**
 * No approved text fits: the ticket goes to level 2 with all there is, to whoever has least, and what was missing is
 * listed. With nobody there it waits for them without an owner. No clock changes.
 */
export async function passToLevel2(viewer: Viewer, ticketId: number, input: GapInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    if (!isWorkable(ticket.state)) throw new Conflict("not_workable");
    const { words } = await keepAmongStaff(tx, viewer, ticket, input, ["words"]);
    await noteGap(tx, viewer, ticketId, words);
    const next = await freeAgent(tx, ["agent_2"], {
      except: [viewer.id, ...(await unwantedOn(tx, ticketId))],
    });
    const given = next
      ? await giveTo(tx, viewer, ticket, next, { gap: words })
      : await putBack(tx, viewer, ticket, { gap: words });
    await recordTicket(tx, viewer, "ticket.passed_to_level_2", [given, given]);
  });
}
