import type { TicketView } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize, can, isDesk, visible } from "../permissions.ts";
import { type SavedView, VIEWS_MAX } from "./view.ts";
import { filterSchema, type ViewInput } from "./view-input.ts";

const inOrder = [{ isShared: "desc" }, { place: "asc" }, { id: "asc" }] as const;

/** The desk's shared views and the viewer's own, in their order. */
export async function listViews(viewer: Viewer): Promise<SavedView[]> {
  if (!isDesk(viewer)) throw new NotFound();
  const where = { AND: [visible.views(viewer), { deletedAt: null }] };
  const rows = await prisma.ticketView.findMany({ where, orderBy: [...inOrder] });
  return rows.map((row) => viewOf(viewer, row));
}

/** One view, also one that was deleted and can be brought back by whoever may change it. */
export async function requireView(viewer: Viewer, id: number): Promise<SavedView & { isDeleted: boolean }> {
  const row = await prisma.ticketView.findFirst({ where: { AND: [visible.views(viewer), { id }] } });
  if (!row || !isDesk(viewer) || (row.deletedAt && !can(viewer, "view.edit", row))) throw new NotFound();
  return { ...viewOf(viewer, row), isDeleted: row.deletedAt !== null };
}

function viewOf(viewer: Viewer, row: TicketView): SavedView {
  const { id, name, isShared, filter } = row;
  return { id, name, isShared, isEditable: can(viewer, "view.edit", row), filter: filterSchema.parse(filter) };
}

/** Saves a filter: as one's own, or, for leads and managers, for the whole desk. */
export async function createView(viewer: Viewer, input: ViewInput): Promise<{ id: number }> {
  if (!isDesk(viewer)) throw new NotFound();
  const subject = { ownerId: viewer.id, isShared: input.isShared };
  authorize(viewer, "view.edit", subject);
  return transaction(async (tx) => {
    const beside = await lockBeside(tx, viewer, input.isShared);
    if (beside.length >= VIEWS_MAX) throw new Conflict("too_many_views");
    const place = (beside.at(-1)?.place ?? 0) + 1;
    return tx.ticketView.create({ data: { ...subject, name: input.name, filter: input.filter, place } });
  });
}

/** Another name, another filter; shared or not any more. */
export async function changeView(viewer: Viewer, id: number, input: ViewInput): Promise<void> {
  await transaction(async (tx) => {
    const view = await lockView(tx, viewer, id);
    if (input.isShared !== view.isShared) {
      authorize(viewer, "view.edit", { ...view, isShared: true });
      // Nobody's own view becomes another's: what is shared goes back to whoever made it.
      if (!input.isShared && view.ownerId !== viewer.id) throw new Forbidden();
      const beside = await lockBeside(tx, viewer, input.isShared);
      if (beside.length >= VIEWS_MAX) throw new Conflict("too_many_views");
    }
    const { name, isShared, filter } = input;
    await tx.ticketView.update({ where: { id }, data: { name, isShared, filter } });
  });
}

/** Takes a view away; it can be brought back. */
export async function deleteView(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    await lockView(tx, viewer, id);
    await tx.ticketView.update({ where: { id }, data: { deletedAt: new Date() } });
  });
}

/** Brings back a view that was deleted. */
export async function restoreView(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    const view = await lockView(tx, viewer, id);
    if (view.deletedAt === null) return;
    const beside = await lockBeside(tx, viewer, view.isShared);
    if (beside.length >= VIEWS_MAX) throw new Conflict("too_many_views");
    await tx.ticketView.update({ where: { id }, data: { deletedAt: null } });
  });
}

/** Moves a view one place up or down among those beside it. */
export async function moveView(viewer: Viewer, id: number, to: "up" | "down"): Promise<void> {
  await transaction(async (tx) => {
    const view = await lockView(tx, viewer, id);
    const beside = await lockBeside(tx, viewer, view.isShared);
    const at = beside.findIndex((one) => one.id === id);
    const other = beside[to === "up" ? at - 1 : at + 1];
    if (at < 0 || !other) return;
    const moved = beside.map((one) => (one.id === id ? other.id : one.id === other.id ? id : one.id));
    for (const [place, one] of moved.entries()) await tx.ticketView.update({ where: { id: one }, data: { place } });
  });
}

async function lockView(tx: Tx, viewer: Viewer, id: number): Promise<TicketView> {
  await tx.$queryRaw`SELECT 1 FROM "TicketView" WHERE id = ${id} FOR UPDATE`;
  const view = await tx.ticketView.findFirst({ where: { AND: [visible.views(viewer), { id }] } });
  if (!view || !isDesk(viewer)) throw new NotFound();
  authorize(viewer, "view.edit", view);
  return view;
}

/** Those of one list, in its order; who changes the list waits for who else does. */
async function lockBeside(tx: Tx, viewer: Viewer, isShared: boolean): Promise<TicketView[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('views'), ${isShared ? 0 : viewer.id})`;
  const where = { deletedAt: null, isShared, ...(isShared ? {} : { ownerId: viewer.id }) };
  return tx.ticketView.findMany({ where, orderBy: [{ place: "asc" }, { id: "asc" }] });
}
