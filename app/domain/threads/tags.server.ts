import type { Tx } from "../../platform/db.server.ts";

/** Gives the thread these tags and no others; those that are new are made. */
export async function setTags(tx: Tx, threadId: number, slugs: readonly string[]): Promise<void> {
  await tx.threadTag.deleteMany({ where: { threadId, tag: { slug: { notIn: [...slugs] } } } });
  if (slugs.length === 0) return;
  await tx.tag.createMany({ data: slugs.map((slug) => ({ slug, name: slug })), skipDuplicates: true });
  const tags = await tx.tag.findMany({ where: { slug: { in: [...slugs] } }, select: { id: true } });
  await tx.threadTag.createMany({ data: tags.map((tag) => ({ threadId, tagId: tag.id })), skipDuplicates: true });
}
