import type { BulkDeed } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound, Refusal } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { isDesk } from "../permissions.ts";
import { assignIn } from "./assign-ticket.server.ts";
import { type BulkKind, type DeedView, type DoneTo, type RefusedFor, UNDO_DEED_MINUTES } from "./bulk.ts";
import { prioritiseIn } from "./change-priority.server.ts";
import type { BulkInput } from "./desk-input.ts";
import { PRIORITIES } from "./ticket.ts";
import { unassignIn } from "./unassign-ticket.server.ts";

/** One step of a deed: a verb that anybody could do to one ticket alone, with all it refuses. */
type Step = (tx: Tx, viewer: Viewer, ticketId: number, seenVersion: number) => Promise<void>;

function stepOf(kind: BulkKind, value: string): Step {
  const priority = PRIORITIES.find((one) => one === value) ?? "normal";
  const assigneeId = Number(value);
  switch (kind) {
    case "assign":
      return (tx, viewer, id, seenVersion) => assignIn(tx, viewer, id, { assigneeId, seenVersion });
    case "put_back":
      return (tx, viewer, id, seenVersion) => unassignIn(tx, viewer, id, { seenVersion });
    case "prioritise":
      return (tx, viewer, id, seenVersion) => prioritiseIn(tx, viewer, id, { priority, seenVersion });
  }
}

/**
 * Does one thing to many tickets, each as its own commit and as the viewer has seen it in the list: one that has changed
 * since, or that refuses, stays as it is, and the deed says which and why. What was done to a ticket stands in the deed by
 * the same commit, so wherever it is cut short it can be undone.
 */
export async function doInBulk(viewer: Viewer, { kind, value, tickets }: BulkInput): Promise<{ id: number }> {
  if (!isDesk(viewer)) throw new NotFound();
  const row = { accountId: viewer.id, kind, value, done: [], refused: [] };
  const { id } = await prisma.bulkDeed.create({ data: row, select: { id: true } });
  const refused = await each(viewer, tickets, { kind, value, keep: keepIn(id) });
  const data = { refused: refused as object[], finishedAt: new Date() };
  await prisma.bulkDeed.updateMany({ where: { id, undoneAt: null }, data });
  return { id };
}

/** Nothing more is done once it has been undone. */
const keepIn = (id: number) => async (tx: Tx, done: DoneTo) => {
  const count = await tx.$executeRaw`
    UPDATE "BulkDeed" SET done = done || ${JSON.stringify([done])}::jsonb WHERE id = ${id} AND "undoneAt" IS NULL`;
  if (count === 0) throw new Conflict("already_undone");
};

interface Seen {
  ticketId: number;
  seenVersion: number;
}

interface Doing extends Pick<BulkInput, "kind" | "value"> {
  keep: (tx: Tx, done: DoneTo) => Promise<void>;
}

/** Says which refused, and why. */
async function each(viewer: Viewer, tickets: readonly Seen[], { kind, value, keep }: Doing): Promise<RefusedFor[]> {
  const step = stepOf(kind, value);
  const refused: RefusedFor[] = [];
  const doTo = async (tx: Tx, { ticketId, seenVersion }: Seen) => {
    const before = await standingOf(tx, ticketId, kind);
    await step(tx, viewer, ticketId, seenVersion);
    if (before !== value) await keep(tx, { ticketId, version: seenVersion + 1, before });
  };
  for (const seen of [...tickets].sort((one, other) => one.ticketId - other.ticketId)) {
    try {
      await transaction((tx) => doTo(tx, seen));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ ticketId: seen.ticketId, code: codeOf(error) });
    }
  }
  return refused;
}

/** Of a refused field its own reason says more than that the form was wrong. */
const codeOf = (error: Refusal) => (error instanceof Invalid && Object.values(error.fields)[0]) || error.code;

async function standingOf(tx: Tx, id: number, kind: BulkKind): Promise<string> {
  const ticket = await tx.ticket.findUnique({ where: { id }, select: { assigneeId: true, priority: true } });
  if (!ticket) throw new NotFound();
  return kind === "prioritise" ? ticket.priority : String(ticket.assigneeId ?? "");
}

/**
 * Undoes a deed of one's own, where nothing has been done to a ticket since, and says what of it could not be undone. Nothing
 * more of it is done from then on; an undo that was cut short goes on where it was.
 */
export async function undoDeed(viewer: Viewer, id: number): Promise<void> {
  const own = { id, accountId: viewer.id };
  const deed = await prisma.bulkDeed.findFirst({ where: own });
  if (!deed) throw new NotFound();
  if (deed.undoneAt && doneIn(deed).length === 0) throw new Conflict("already_undone");
  if (!isFresh(deed)) throw new Conflict("deed_too_old");
  await prisma.bulkDeed.updateMany({ where: { id, undoneAt: null }, data: { undoneAt: new Date(), refused: [] } });
  // Read again: it may have gone on until it was marked.
  for (const one of doneIn(await prisma.bulkDeed.findUniqueOrThrow({ where: { id } }))) await undo(viewer, deed, one);
}

/** Of two who undo at once one finds the ticket in the deed: what is undone is in it no more. */
async function undo(viewer: Viewer, { id, kind }: BulkDeed, { ticketId, version, before }: DoneTo) {
  const step = stepOf(...inverseOf(kind as BulkKind, before));
  const takeOut = (tx: Tx, refused: readonly RefusedFor[] = []) => tx.$executeRaw`
    UPDATE "BulkDeed" SET refused = refused || ${JSON.stringify(refused)}::jsonb,
      done = jsonb_path_query_array(done, '$[*] ? (@.ticketId != $id)', jsonb_build_object('id', ${ticketId}::int))
    WHERE id = ${id} AND done @> ${JSON.stringify([{ ticketId }])}::jsonb`;
  try {
    await transaction(async (tx) => {
      if ((await takeOut(tx)) > 0) await step(tx, viewer, ticketId, version);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await takeOut(prisma, [{ ticketId, code: codeOf(error) }]);
  }
}

const doneIn = ({ done }: BulkDeed) => done as unknown as DoneTo[];
const isFresh = ({ createdAt }: BulkDeed) => createdAt.getTime() > Date.now() - UNDO_DEED_MINUTES * 60_000;

function inverseOf(kind: BulkKind, before: string): [BulkKind, string] {
  if (kind === "prioritise") return ["prioritise", before];
  return before === "" ? ["put_back", ""] : ["assign", before];
}

/** What became of a deed of the viewer's; null for anybody else's. */
export async function findDeed(viewer: Viewer, id: number): Promise<DeedView | null> {
  const deed = await prisma.bulkDeed.findFirst({ where: { id, accountId: viewer.id } });
  return deed && isDesk(viewer) ? viewOf(deed) : null;
}

/** The viewer's last deed that can still be undone and has not come to its end, or its undo has not: cut short, or going on. */
export async function unfinishedDeed(viewer: Viewer): Promise<DeedView | null> {
  const since = new Date(Date.now() - UNDO_DEED_MINUTES * 60_000);
  const open = { createdAt: { gt: since }, OR: [{ finishedAt: null }, { undoneAt: { not: null } }] };
  const where = { accountId: viewer.id, ...open, NOT: { done: { equals: [] } } };
  const deed = isDesk(viewer) ? await prisma.bulkDeed.findFirst({ where, orderBy: { id: "desc" } }) : null;
  return deed && viewOf(deed);
}

async function viewOf(deed: BulkDeed): Promise<DeedView> {
  const [done, refused] = [doneIn(deed), deed.refused as unknown as RefusedFor[]];
  const ids = refused.map(({ ticketId }) => ticketId);
  const tickets = await prisma.ticket.findMany({ where: { id: { in: ids } }, select: { id: true, subject: true } });
  const subjects = new Map(tickets.map(({ id, subject }) => [id, subject]));
  return {
    ...{
      id: deed.id,
      kind: deed.kind as BulkKind,
      doneCount: done.length,
      isUndone: deed.undoneAt !== null && done.length === 0,
    },
    isFinished: deed.finishedAt !== null && deed.undoneAt === null,
    value: deed.kind === "assign" ? await nameOf(Number(deed.value)) : deed.value,
    refused: refused.map((one) => ({ ...one, subject: subjects.get(one.ticketId) ?? "" })),
    isUndoable: isFresh(deed) && done.length > 0,
  };
}

async function nameOf(id: number) {
  return (await prisma.account.findUnique({ where: { id }, select: { name: true } }))?.name ?? "";
}
