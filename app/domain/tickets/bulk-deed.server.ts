import { prisma } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound, Refusal } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { isDesk } from "../permissions.ts";
import { assignTicket } from "./assign-ticket.server.ts";
import { type BulkKind, type DeedView, type DoneTo, type RefusedFor, UNDO_DEED_MINUTES } from "./bulk.ts";
import { changePriority } from "./change-priority.server.ts";
import type { BulkInput } from "./desk-input.ts";
import { PRIORITIES } from "./ticket.ts";
import { unassignTicket } from "./unassign-ticket.server.ts";

/** One step of a deed: a verb that anybody could do to one ticket alone, with all it refuses. */
type Step = (viewer: Viewer, ticketId: number, seenVersion: number) => Promise<void>;

function stepOf(kind: BulkKind, value: string): Step {
  const priority = PRIORITIES.find((one) => one === value) ?? "normal";
  const assigneeId = Number(value);
  switch (kind) {
    case "assign":
      return (viewer, id, seenVersion) => assignTicket(viewer, id, { assigneeId, seenVersion });
    case "put_back":
      return (viewer, id, seenVersion) => unassignTicket(viewer, id, { seenVersion });
    case "prioritise":
      return (viewer, id, seenVersion) => changePriority(viewer, id, { priority, seenVersion });
  }
}

/**
 * Does one thing to many tickets, each as its own commit and as the viewer has seen it in the list: one that has changed
 * since, or that refuses, stays as it is, and the deed says which and why.
 */
export async function doInBulk(viewer: Viewer, { kind, value, tickets }: BulkInput): Promise<{ id: number }> {
  if (!isDesk(viewer)) throw new NotFound();
  const { done, refused } = await each(viewer, tickets, kind, value);
  const row = { accountId: viewer.id, kind, value };
  return prisma.bulkDeed.create({ data: { ...row, done: done as object[], refused: refused as object[] } });
}

interface Seen {
  ticketId: number;
  seenVersion: number;
}

async function each(viewer: Viewer, tickets: readonly Seen[], kind: BulkKind, value: string) {
  const step = stepOf(kind, value);
  const done: DoneTo[] = [];
  const refused: RefusedFor[] = [];
  for (const { ticketId, seenVersion } of [...tickets].sort((one, other) => one.ticketId - other.ticketId)) {
    try {
      const before = await standingOf(ticketId, kind);
      await step(viewer, ticketId, seenVersion);
      if (before !== value) done.push({ ticketId, version: seenVersion + 1, before });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ ticketId, code: codeOf(error) });
    }
  }
  return { done, refused };
}

/** Of a refused field its own reason says more than that the form was wrong. */
const codeOf = (error: Refusal) => (error instanceof Invalid && Object.values(error.fields)[0]) || error.code;

async function standingOf(id: number, kind: BulkKind): Promise<string> {
  const ticket = await prisma.ticket.findUnique({ where: { id }, select: { assigneeId: true, priority: true } });
  if (!ticket) throw new NotFound();
  return kind === "prioritise" ? ticket.priority : String(ticket.assigneeId ?? "");
}

/** Undoes a deed of one's own, where nothing has been done to a ticket since. Says what of it could not be undone. */
export async function undoDeed(viewer: Viewer, id: number): Promise<void> {
  const since = new Date(Date.now() - UNDO_DEED_MINUTES * 60_000);
  const own = { id, accountId: viewer.id };
  const deed = await prisma.bulkDeed.findFirst({ where: own });
  if (!deed) throw new NotFound();
  // Whoever marks it undone undoes it: a second press finds nothing to do.
  const mine = { ...own, undoneAt: null, createdAt: { gt: since } };
  const { count } = await prisma.bulkDeed.updateMany({ where: mine, data: { undoneAt: new Date(), refused: [] } });
  if (count === 0) throw new Conflict(deed.undoneAt ? "already_undone" : "deed_too_old");
  const refused: RefusedFor[] = [];
  for (const { ticketId, version, before } of deed.done as unknown as DoneTo[]) {
    const [kind, value] = inverseOf(deed.kind as BulkKind, before);
    const seen = [{ ticketId, seenVersion: version }];
    refused.push(...(await each(viewer, seen, kind, value)).refused);
  }
  await prisma.bulkDeed.update({ where: { id }, data: { refused: refused as object[] } });
}

function inverseOf(kind: BulkKind, before: string): [BulkKind, string] {
  if (kind === "prioritise") return ["prioritise", before];
  return before === "" ? ["put_back", ""] : ["assign", before];
}

/** What became of a deed of the viewer's; null for anybody else's. */
export async function findDeed(viewer: Viewer, id: number): Promise<DeedView | null> {
  const deed = await prisma.bulkDeed.findFirst({ where: { id, accountId: viewer.id } });
  if (!deed || !isDesk(viewer)) return null;
  const [done, refused] = [deed.done as unknown as DoneTo[], deed.refused as unknown as RefusedFor[]];
  const ids = refused.map(({ ticketId }) => ticketId);
  const tickets = await prisma.ticket.findMany({ where: { id: { in: ids } }, select: { id: true, subject: true } });
  const subjects = new Map(tickets.map(({ id, subject }) => [id, subject]));
  const isFresh = deed.createdAt.getTime() > Date.now() - UNDO_DEED_MINUTES * 60_000;
  return {
    ...{ id, kind: deed.kind as BulkKind, doneCount: done.length, isUndone: deed.undoneAt !== null },
    value: deed.kind === "assign" ? await nameOf(Number(deed.value)) : deed.value,
    refused: refused.map((one) => ({ ...one, subject: subjects.get(one.ticketId) ?? "" })),
    isUndoable: deed.undoneAt === null && isFresh && done.length > 0,
  };
}

async function nameOf(id: number) {
  return (await prisma.account.findUnique({ where: { id }, select: { name: true } }))?.name ?? "";
}
