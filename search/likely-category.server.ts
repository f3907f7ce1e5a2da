import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { read } from "../app/platform/db.server.ts";
import { scopeOf } from "./scope.server.ts";
import { type SimilarTo, similarHits } from "./similar.server.ts";

const NEIGHBOURS = 8;

/** The category where most of what looks like this question stands, the nearer counting more; null when nothing is near. */
export async function likelyCategory(viewer: Viewer, to: SimilarTo): Promise<number | null> {
  const near = await similarHits(to, await scopeOf(viewer), NEIGHBOURS);
  const rows = await read<{ id: number; categoryId: number }>("search categories of threads", CATEGORIES, [
    ...threadScope(viewer),
    near.map(({ id }) => id),
  ]);
  const weights = new Map<number, number>();
  for (const { id, categoryId } of rows) {
    const coverage = near.find((hit) => hit.id === id)?.coverage ?? 0;
    weights.set(categoryId, (weights.get(categoryId) ?? 0) + coverage);
  }
  const [first] = [...weights].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? null;
}

const CATEGORIES = `SELECT thread.id, thread."categoryId" FROM "Thread" thread
  JOIN "Category" category ON category.id = thread."categoryId"
  WHERE thread.id = ANY ($4::int[]) AND ${THREAD_IS_VISIBLE}`;
