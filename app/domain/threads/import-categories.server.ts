import type { Tx } from "../../platform/db.server.ts";
import { addCategory } from "./create-category.server.ts";
import type { ImportedThread } from "./import-line.server.ts";
import { slugOf } from "./thread.ts";

type Place = Pick<ImportedThread, "source" | "category">;

/** One key for a category of a source: two sources' "Support" are two categories. */
export const categoryKey = ({ source, category }: Place) => JSON.stringify([source, category]);

/** Finds or makes the categories of these threads; gives their ids by `categoryKey`. */
export async function importCategories(tx: Tx, threads: readonly Place[]): Promise<Map<string, number>> {
  const places = new Map(threads.map((thread) => [categoryKey(thread), thread]));
  const ids = new Map<string, number>();
  for (const [key, place] of places) ids.set(key, await findOrMake(tx, place));
  return ids;
}

/** A slug of the source and the name says which category it is; "C" and "C++" share a slug, so the name has to agree. */
async function findOrMake(tx: Tx, place: Place): Promise<number> {
  const stem = slugStem(place);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? stem : `${stem}-${number}`;
    const found = await tx.category.findUnique({ where: { slug } });
    if (found?.name === place.category) return found.id;
    if (!found) return addCategory(tx, { slug, name: place.category });
  }
}

function slugStem({ source, category }: Place) {
  const parts = [...new Set([slugOf(source), slugOf(category)])].filter(Boolean);
  return parts.join("-") || "imported";
}
