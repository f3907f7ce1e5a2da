import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import type { SynonymInput } from "./input.ts";
import { SYNONYMS_MAX } from "./search.ts";
import { lockedCount, lockSynonym } from "./synonyms.server.ts";

const rowOf = ({ typed, words }: SynonymInput) => ({ typed: typed === "" ? null : typed, words });

/** Adds a group of words that mean the same. */
export async function addSynonym(viewer: Viewer, input: SynonymInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    authorize(viewer, "settings.change", null);
    if ((await lockedCount(tx)) >= SYNONYMS_MAX) throw new Conflict("too_many_synonyms");
    const group = await tx.searchSynonym.create({ data: rowOf(input), select: { id: true } });
    await record(tx, viewer, "synonyms.added", { data: { id: group.id, now: rowOf(input) } });
    return group;
  });
}

/** Changes a group; the event keeps what it said. */
export async function changeSynonym(viewer: Viewer, id: number, input: SynonymInput): Promise<void> {
  await transaction(async (tx) => {
    const { typed, words } = await lockSynonym(tx, viewer, id);
    authorize(viewer, "settings.change", null);
    await tx.searchSynonym.update({ where: { id }, data: rowOf(input) });
    await record(tx, viewer, "synonyms.changed", { data: { id, before: { typed, words }, now: rowOf(input) } });
  });
}

/** Removes a group; the event keeps what it said. */
export async function removeSynonym(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    const { typed, words } = await lockSynonym(tx, viewer, id);
    authorize(viewer, "settings.change", null);
    await tx.searchSynonym.delete({ where: { id } });
    await record(tx, viewer, "synonyms.removed", { data: { id, before: { typed, words } } });
  });
}
