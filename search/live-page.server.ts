import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { read } from "../app/platform/db.server.ts";
import { documentNumber, type SearchHit, type SearchHits, type SearchKey } from "./engine.ts";
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
  hasVotes?: boolean;
}

/** A page of what was found, of the rows that the viewer may see at this moment. */
export async function livePage(
  viewer: Viewer,
  { hits, stems, corrections, engine }: SearchHits,
  asked: Pick<AskedFor, "text" | "synonyms" | "inTitle">,
  { after, limit, hasVotes }: Paging,
): Promise<LivePage> {
  const visible = new VisibleHits(viewer, hits);
  const found: CheckedResult[] = [];
  let at = readPlace(after);
  while (found.length < limit) {
    const some = await visible.slice(at, at + limit - found.length);
    if (some.length === 0) break;
    const results = await liveResults(viewer, some, stems, hasVotes);
    found.push(...(await stillHolding(results, { ...asked, stems, corrections, engine })));
    at += some.length;
  }
  const isMore = (await visible.slice(at, at + 1)).length > 0;
  return { found, next: isMore ? `p${at}` : null };
}

/** Hits that would be shown to a viewer; no more of them are looked up than somebody pages through. */
class VisibleHits {
  readonly #visible: SearchHit[] = [];
  #lookedAt = 0;

  constructor(
    readonly viewer: Viewer,
    readonly hits: readonly SearchHit[],
  ) {}

  async slice(from: number, to: number): Promise<SearchHit[]> {
    while (this.#visible.length < to && this.#lookedAt < this.hits.length) {
      const some = this.hits.slice(this.#lookedAt, this.#lookedAt + LOOKED_AT_ONCE);
      const seen = await seenBy(this.viewer, some);
      this.#visible.push(...some.filter((hit) => seen.has(documentNumber(hit))));
      this.#lookedAt += some.length;
    }
    return this.#visible.slice(from, to);
  }
}

const LOOKED_AT_ONCE = 50;

/** Where a page begins among what its viewer may see. */
export const readPlace = (after: string | null) => Number(/^p(\d{1,4})$/.exec(after ?? "")?.[1] ?? 0);

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
