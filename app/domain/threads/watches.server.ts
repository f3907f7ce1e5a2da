import type { WatchLevel, WatchReason } from "../../generated/prisma/enums.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { THREAD_IS_VISIBLE, threadScope, visible } from "../permissions.ts";

/** How closely the viewer follows a category; null for a visitor, who follows nothing. */
export async function categoryLevel(viewer: Viewer, categoryId: number): Promise<WatchLevel | null> {
  if (viewer.id === NOBODY) return null;
  const key = { categoryId, accountId: viewer.id };
  return (await prisma.categoryWatch.findUnique({ where: { categoryId_accountId: key } }))?.level ?? "normal";
}

/** The same of a tag, by its slug. */
export async function tagLevel(viewer: Viewer, slug: string): Promise<WatchLevel | null> {
  if (viewer.id === NOBODY) return null;
  const watch = await prisma.tagWatch.findFirst({ where: { accountId: viewer.id, tag: { slug } } });
  return watch?.level ?? "normal";
}

export const WATCHES_A_PAGE = 30;
/** More categories and tags than these nobody follows by hand. */
const LISTS_MAX = 100;

interface WatchedThread {
  id: number;
  title: string;
  level: WatchLevel;
  reason: WatchReason;
}

const THREADS = `SELECT thread.id, thread.title, watch.level::text, watch.reason::text
  FROM "Watch" watch JOIN "Thread" thread ON thread.id = watch."threadId"
  JOIN "Category" category ON category.id = thread."categoryId"
  WHERE watch."accountId" = $2 AND watch."threadId" < $4 AND ${THREAD_IS_VISIBLE}
  ORDER BY watch."threadId" DESC LIMIT ${WATCHES_A_PAGE + 1}`;

const LAST_ID = 2_147_483_647;

/** The threads the viewer follows or has muted, newest first; `next` is the id to go on before. */
export async function listWatchedThreads(viewer: Viewer, before = LAST_ID) {
  const rows = await read<WatchedThread>("watches.threads", THREADS, [...threadScope(viewer), before]);
  const threads = rows.slice(0, WATCHES_A_PAGE);
  return { threads, next: rows.length > WATCHES_A_PAGE ? (threads.at(-1)?.id ?? null) : null };
}

/** The categories and tags they follow or have muted. */
export async function listWatchedLists(viewer: Viewer) {
  const named = { select: { slug: true, name: true } } as const;
  const [categories, tags] = await Promise.all([
    prisma.categoryWatch.findMany({
      where: { accountId: viewer.id, category: visible.categories(viewer) },
      select: { level: true, category: named },
      orderBy: { categoryId: "asc" },
      take: LISTS_MAX,
    }),
    prisma.tagWatch.findMany({
      where: { accountId: viewer.id, tag: { threads: { some: { thread: visible.threads(viewer) } } } },
      select: { level: true, tag: named },
      orderBy: { tagId: "asc" },
      take: LISTS_MAX,
    }),
  ]);
  return {
    categories: categories.map(({ level, category }) => ({ level, ...category })),
    tags: tags.map(({ level, tag }) => ({ level, ...tag })),
  };
}
