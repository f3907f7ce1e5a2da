import type { MacroMode } from "../../generated/prisma/enums.ts";
import { prisma, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can, visible } from "../permissions.ts";
import type { ModeInput } from "./input.ts";

/** Says how freely level 1 answers a category's tickets, from now on. */
export async function changeMode(viewer: Viewer, { categoryId, mode }: ModeInput): Promise<void> {
  await transaction(async (tx) => {
    const category = await tx.category.findFirst({ where: { AND: [{ id: categoryId }, visible.categories(viewer)] } });
    if (!category || !can(viewer, "macro.see", null)) throw new NotFound();
    authorize(viewer, "macro.approve", null);
    if (category.macroMode === mode) return;
    await tx.category.update({ where: { id: categoryId }, data: { macroMode: mode } });
    await record(tx, viewer, "category.mode_changed", { data: { categoryId, from: category.macroMode, to: mode } });
  });
}

/** How freely level 1 answers in a category. */
export async function modeOf(viewer: Viewer, categoryId: number): Promise<MacroMode> {
  const where = { AND: [{ id: categoryId }, visible.categories(viewer)] };
  return (await prisma.category.findFirst({ where, select: { macroMode: true } }))?.macroMode ?? "free";
}

/** As many categories as a page bears. */
const MOST = 500;

/** Each category and its mode, in staff's order. */
export async function listModes(viewer: Viewer) {
  if (!can(viewer, "macro.see", null)) throw new NotFound();
  const rows = await prisma.category.findMany({
    where: visible.categories(viewer),
    select: { id: true, name: true, macroMode: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ id, name, macroMode }) => ({ id, name, mode: macroMode }));
}
