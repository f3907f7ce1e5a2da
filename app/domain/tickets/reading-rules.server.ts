import { prisma, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can, visible } from "../permissions.ts";
import { changeSettings, siteSettings } from "../settings/settings.server.ts";
import type { ReadingCategoryInput, ReadingWordsInput } from "./input.ts";

/** As many categories as a page bears. */
const MOST = 500;

/** By which words, and in which categories, a second person reads a response first. */
export async function readingRules(viewer: Viewer) {
  if (!can(viewer, "macro.see", null)) throw new NotFound();
  const [{ readingWords }, categories] = await Promise.all([
    siteSettings(),
    prisma.category.findMany({
      where: visible.categories(viewer),
      select: { id: true, name: true, isReadTwice: true },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  ]);
  return { words: readingWords, categories };
}

/** Changes the words. What waits already goes on waiting. */
export async function changeReadingWords(viewer: Viewer, words: ReadingWordsInput): Promise<void> {
  if (!can(viewer, "macro.see", null)) throw new NotFound();
  authorize(viewer, "macro.approve", null);
  await transaction(async (tx) => {
    await changeSettings(tx, { readingWords: words });
    await record(tx, viewer, "settings.changed", { data: { setting: "readingWords" } });
  });
}

/** Says whether every response without an approved text is read by a second person in a category. */
export async function changeReadingCategory(viewer: Viewer, { categoryId, is }: ReadingCategoryInput): Promise<void> {
  await transaction(async (tx) => {
    const category = await tx.category.findFirst({ where: { AND: [{ id: categoryId }, visible.categories(viewer)] } });
    if (!category || !can(viewer, "macro.see", null)) throw new NotFound();
    authorize(viewer, "macro.approve", null);
    const isReadTwice = is === "on";
    if (category.isReadTwice === isReadTwice) return;
    await tx.category.update({ where: { id: categoryId }, data: { isReadTwice } });
    await record(tx, viewer, "category.reading_changed", { data: { categoryId, is } });
  });
}
