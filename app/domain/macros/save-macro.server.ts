import type { MacroVersion } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, visible } from "../permissions.ts";
import type { MacroInput } from "./input.ts";
import { draftOf, lockMacro, type MacroRow } from "./macros.server.ts";

/** Begins a macro: nobody can send it yet. */
export async function writeMacro(viewer: Viewer, { name, categoryId, texts }: MacroInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    authorize(viewer, "macro.write", null);
    await refuseUnknownCategory(tx, viewer, categoryId);
    const first = { version: 1, texts, writerIds: [viewer.id] };
    const { id } = await tx.macro.create({
      data: { name, categoryId, ownerId: viewer.id, versions: { create: first } },
    });
    await record(tx, viewer, "macro.written", { data: { macroId: id } });
    return { id };
  });
}

/** Changes what is being written, or begins the next version of what is approved. Nobody writes over what they have not read. */
export async function saveMacro(viewer: Viewer, id: number, input: MacroInput): Promise<void> {
  await transaction(async (tx) => {
    authorize(viewer, "macro.write", null);
    const macro = await lockMacro(tx, viewer, id);
    if (macro.retiredAt) throw new Conflict("macro_retired");
    await refuseUnknownCategory(tx, viewer, input.categoryId);
    const draft = draftOf(macro);
    if (draft?.submittedAt) throw new Conflict("draft_in_review");
    if (draft && draft.revision !== input.revision) throw new Conflict("draft_changed");
    const { name, categoryId } = input;
    const isMoved = name !== macro.name || categoryId !== macro.categoryId;
    // Where an approved text may be sent is part of what was approved.
    if (isMoved && macro.version > 0) authorize(viewer, "macro.approve", null);
    await writeDraft(tx, viewer, macro, draft, input);
    await tx.macro.update({ where: { id }, data: { name, categoryId } });
    await record(tx, viewer, "macro.written", { data: { macroId: id } });
  });
}

async function writeDraft(tx: Tx, viewer: Viewer, macro: MacroRow, draft: MacroVersion | null, { texts }: MacroInput) {
  if (!draft) {
    const next = { macroId: macro.id, version: macro.version + 1, texts, writerIds: [viewer.id] };
    await tx.macroVersion.create({ data: next });
    return;
  }
  await tx.macroVersion.update({
    where: placeOf(draft),
    data: { texts, revision: { increment: 1 }, writerIds: [...new Set([...draft.writerIds, viewer.id])] },
  });
}

/** Gives the text to a second person. */
export async function submitMacro(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    authorize(viewer, "macro.write", null);
    const draft = requireDraft(await lockMacro(tx, viewer, id));
    if (draft.submittedAt) return;
    const data = { submittedAt: new Date(), returnedBecause: "" };
    await tx.macroVersion.update({ where: placeOf(draft), data });
    await record(tx, viewer, "macro.submitted", { data: { macroId: id } });
  });
}

/** A writer takes the text back to go on with it. */
export async function takeBackMacro(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    const draft = requireDraft(await lockMacro(tx, viewer, id));
    if (!draft.writerIds.includes(viewer.id)) throw new Forbidden();
    if (!draft.submittedAt) return;
    await tx.macroVersion.update({ where: placeOf(draft), data: { submittedAt: null } });
    await record(tx, viewer, "macro.returned", { data: { macroId: id, by: "writer" } });
  });
}

/** What is being written or read, or a conflict: it has been approved meanwhile. */
export function requireDraft(macro: MacroRow): MacroVersion {
  const draft = draftOf(macro);
  if (!draft) throw new Conflict("no_draft");
  return draft;
}

export const placeOf = ({ macroId, version }: MacroVersion) => ({ macroId_version: { macroId, version } });

async function refuseUnknownCategory(tx: Tx, viewer: Viewer, categoryId: number | null) {
  if (categoryId === null) return;
  const seen = await tx.category.count({ where: { AND: [{ id: categoryId }, visible.categories(viewer)] } });
  if (seen === 0) throw new Invalid("invalid_form", { categoryId: "invalid_value" });
}
