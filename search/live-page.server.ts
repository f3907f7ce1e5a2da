import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { read } from "../app/platform/db.server.ts";
import { documentNumber, type SearchHits, type SearchKey } from "./engine.ts";
import { type CheckedResult, liveResults } from "./results.server.ts";
import { type AskedFor, stillHolding } from "./still-holding.server.ts";

export interface LivePage {
  found: CheckedResult[];
  /** Where the next page begins among what this viewer may see: it names no row and counts none that they may not. */
  next: string | null;
}

interface Paging {
  after: string | null;
  limit: number;
}

/** A page of what was found, of the rows that the viewer may see at this moment. */
export async function livePage(
  viewer: Viewer,
  { hits, stems, corrections, engine }: SearchHits,
  asked: Pick<AskedFor, "text" | "synonyms">,
  { after, limit }: Paging,
): Promise<LivePage> {
  const seen = await seenBy(viewer, hits);
  const visible = hits.filter((hit) => seen.has(documentNumber(hit)));
  const found: CheckedResult[] = [];
  let at = readPlace(after);
  while (found.length < limit && at < visible.length) {
    const some = visible.slice(at, at + limit - found.length);
    const results = await liveResults(viewer, some, stems);
    found.push(...(await stillHolding(results, { ...asked, stems, corrections, engine })));
    at += some.length;
  }
  return { found, next: at < visible.length ? `p${at}` : null };
}

const readPlace = (after: string | null) => Number(/^p(\d{1,4})$/.exec(after ?? "")?.[1] ?? 0);

/** Which of these rows would be shown to the viewer. */
async function seenBy(viewer: Viewer, keys: readonly SearchKey[]): Promise<ReadonlySet<number>> {
  if (keys.length === 0) return new Set();
  const idsOf = (kind: SearchKey["kind"]) => keys.filter((key) => key.kind === kind).map(({ id }) => id);
  const values = [...threadScope(viewer), idsOf("thread"), idsOf("answer")];
  const rows = await read<{ document: number }>("search seen", SEEN, values);
  return new Set(rows.map(({ document }) => document));
}

const SEEN = `
SELECT thread.id AS document FROM "Thread" AS thread JOIN "Category" AS category ON category.id = thread."categoryId"
WHERE thread.id = ANY ($4::int[]) AND thread."hiddenAt" IS NULL AND ${THREAD_IS_VISIBLE} AND EXISTS (
  SELECT FROM "Post" AS question WHERE question."threadId" = thread.id AND question.position = 1 AND question."hiddenAt" IS NULL)
UNION ALL
SELECT -answer.id FROM "Answer" AS answer JOIN "Category" AS category ON category.id = answer."categoryId"
WHERE answer.id = ANY ($5::int[]) AND ${ANSWER_IS_PUBLIC}`;
