import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { readableBy } from "../app/domain/permissions.ts";
import { read } from "../app/platform/db.server.ts";
import type { SearchScope } from "./engine.ts";

/** The categories this viewer may read at this moment: asked anew for every search, never stored with the index. */
export async function scopeOf(viewer: Viewer): Promise<SearchScope> {
  const [row] = await read<{ categories: number[]; isEverything: boolean }>(
    "search scope",
    `SELECT COALESCE(array_agg(id) FILTER (WHERE "readableBy"::text = ANY ($1::text[])), '{}') AS categories,
      COALESCE(bool_and("readableBy"::text = ANY ($1::text[])), true) AS "isEverything" FROM "Category"`,
    [readableBy(viewer)],
  );
  return { categories: row && !row.isEverything ? row.categories : null };
}
