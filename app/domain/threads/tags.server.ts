import { prisma, type Tx } from "../../platform/db.server.ts";
import { idOnceCalled } from "../../platform/moved.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";
import { slugOf } from "./thread.ts";

/** Gives the thread these tags and no others; those that are new are made. */
export async function setTags(tx: Tx, threadId: number, slugs: readonly string[]): Promise<void> {
  await tx.threadTag.deleteMany({ where: { threadId, tag: { slug: { notIn: [...slugs] } } } });
  if (slugs.length === 0) return;
  await tx.tag.createMany({ data: slugs.map((slug) => ({ slug, name: slug })), skipDuplicates: true });
  const tags = await tx.tag.findMany({ where: { slug: { in: [...slugs] } }, select: { id: true } });
  await tx.threadTag.createMany({ data: tags.map((tag) => ({ threadId, tagId: tag.id })), skipDuplicates: true });
}

/** The slug of the tag once called so, or so in other letters, if the viewer may see a thread that has it. */
export async function tagSlugNow(viewer: Viewer, slug: string): Promise<string | null> {
  const called = [{ slug: slugOf(slug) }, { id: await idOnceCalled("tag", slug) }];
  const where = { OR: called, threads: { some: { thread: visible.threads(viewer) } } };
  return (await prisma.tag.findFirst({ where, select: { slug: true } }))?.slug ?? null;
}
