import { prisma, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { idOnceCalled } from "../../platform/moved.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { readableBy, visible } from "../permissions.ts";
import { slugOf } from "./thread.ts";

export interface ListedCategory {
  id: number;
  slug: string;
  name: string;
  description: string;
}

/** As many as a form's list of choices bears. */
const MOST = 500;

/** The categories the viewer may read, in the order staff gave them. */
export function listCategories(viewer: Viewer, limit = MOST): Promise<ListedCategory[]> {
  return read<ListedCategory>(
    "categories",
    `SELECT id, slug, name, description FROM "Category" WHERE "readableBy"::text = ANY ($1::text[])
      ORDER BY position, id LIMIT $2`,
    [readableBy(viewer), limit],
  );
}

/** The slug of the category once called so, or so in other letters, if the viewer may see it. */
export async function categorySlugNow(viewer: Viewer, slug: string): Promise<string | null> {
  const called = [{ slug: slugOf(slug) }, { id: await idOnceCalled("category", slug) }];
  const where = { AND: [{ OR: called }, visible.categories(viewer)] };
  return (await prisma.category.findFirst({ where, select: { slug: true } }))?.slug ?? null;
}

/** The category of an address, or not found. */
export async function requireCategory(viewer: Viewer, slug: string) {
  const category = await prisma.category.findFirst({ where: { AND: [{ slug }, visible.categories(viewer)] } });
  if (!category) throw new NotFound();
  return category;
}
