import type { WatchLevel } from "../../generated/prisma/enums.ts";
import { prisma, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize, visible } from "../permissions.ts";
import { lockThread } from "./threads.server.ts";

/** Follows a thread: its replies and its outcome are told. Nobody else's business, so no event. */
export const watchThread = (viewer: Viewer, threadId: number) => setWatchLevel(viewer, threadId, "watching");

/** Tells nothing of this thread any more, whatever else would have it told. */
export const muteThread = (viewer: Viewer, threadId: number) => setWatchLevel(viewer, threadId, "muted");

/** How closely the viewer follows a thread, from now on. */
export async function setWatchLevel(viewer: Viewer, threadId: number, level: WatchLevel): Promise<void> {
  await transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.watch", thread);
    const key = { threadId, accountId: viewer.id };
    await tx.watch.upsert({
      where: { threadId_accountId: key },
      create: { ...key, reason: "chosen", level },
      update: { level, reason: "chosen" },
    });
  });
}

/** How closely the viewer follows a category. Normal is what everybody does: there is no row for it. */
export async function watchCategory(viewer: Viewer, slug: string, level: WatchLevel): Promise<void> {
  const category = await prisma.category.findFirst({ where: { AND: [{ slug }, visible.categories(viewer)] } });
  if (!category) throw new NotFound();
  const key = { categoryId: category.id, accountId: viewer.id };
  if (level === "normal") await prisma.categoryWatch.deleteMany({ where: key });
  else
    await prisma.categoryWatch.upsert({
      where: { categoryId_accountId: key },
      create: { ...key, level },
      update: { level },
    });
}

/** The same for a tag that stands on a thread the viewer may see. */
export async function watchTag(viewer: Viewer, slug: string, level: WatchLevel): Promise<void> {
  const threads = { some: { thread: visible.threads(viewer) } };
  const tag = await prisma.tag.findFirst({ where: { slug, threads } });
  if (!tag) throw new NotFound();
  const key = { tagId: tag.id, accountId: viewer.id };
  if (level === "normal") await prisma.tagWatch.deleteMany({ where: key });
  else await prisma.tagWatch.upsert({ where: { tagId_accountId: key }, create: { ...key, level }, update: { level } });
}
