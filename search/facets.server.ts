import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { ANSWER_IS_PUBLIC, THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { NEEDS_CHECK } from "../app/domain/threads/list-threads.server.ts";
import { read } from "../app/platform/db.server.ts";
import type { SearchHits, SearchKey } from "./engine.ts";

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

/** How many of the best results are of each kind; counted over rows that the viewer may see at this moment. */
export interface Facets {
  total: number;
  /** There may be more than were counted. */
  isCapped: boolean;
  solved: number;
  unsolved: number;
  /** Solved, and failed more people than they helped. */
  needsCheck: number;
  answers: number;
  threads: number;
  categories: FacetValue[];
  tags: FacetValue[];
}

const MOST_CATEGORIES = 12;
const MOST_TAGS = 12;

/** Counts what was found, by what it may be narrowed to. */
export async function countFacets(viewer: Viewer, { candidates, total }: SearchHits): Promise<Facets> {
  const idsOf = (kind: SearchKey["kind"]) => candidates.filter((key) => key.kind === kind).map(({ id }) => id);
  const rows =
    candidates.length === 0
      ? []
      : await read<FacetRow>("search facets", FACETS, [...threadScope(viewer), idsOf("thread"), idsOf("answer")]);
  const countOf = (facet: string, value: string) =>
    rows.find((row) => row.facet === facet && row.value === value)?.count ?? 0;
  const valuesOf = (facet: string, most: number) =>
    rows
      .filter((row) => row.facet === facet)
      .slice(0, most)
      .map(({ value, label, count }) => ({ value, label, count }));
  const [answers, threads] = [countOf("kind", "answer"), countOf("kind", "thread")];
  return {
    total: answers + threads,
    isCapped: total === null || total > candidates.length,
    solved: countOf("solved", "true"),
    unsolved: countOf("solved", "false"),
    needsCheck: countOf("check", "true"),
    answers,
    threads,
    categories: valuesOf("category", MOST_CATEGORIES),
    tags: valuesOf("tag", MOST_TAGS),
  };
}

interface FacetRow extends FacetValue {
  facet: "kind" | "solved" | "check" | "category" | "tag";
}

// The same rows that liveResults would show, counted instead of shown.
const FACETS = `
WITH seen AS MATERIALIZED (
  SELECT thread.id, 'thread' AS kind, thread.state = 'solved' AS solved, COALESCE(${NEEDS_CHECK}, false) AS checked, category.slug, category.name
  FROM "Thread" AS thread JOIN "Category" AS category ON category.id = thread."categoryId"
  WHERE thread.id = ANY ($4::int[]) AND thread."hiddenAt" IS NULL AND ${THREAD_IS_VISIBLE} AND EXISTS (
    SELECT FROM "Post" AS question WHERE question."threadId" = thread.id AND question.position = 1 AND question."hiddenAt" IS NULL)
  UNION ALL
  SELECT answer.id, 'answer', true, false, category.slug, category.name
  FROM "Answer" AS answer JOIN "Category" AS category ON category.id = answer."categoryId"
  WHERE answer.id = ANY ($5::int[]) AND ${ANSWER_IS_PUBLIC}
), counted AS (
  SELECT 'kind' AS facet, kind AS value, kind AS label, count(*)::int AS count FROM seen GROUP BY kind
  UNION ALL SELECT 'solved', solved::text, '', count(*)::int FROM seen GROUP BY solved
  UNION ALL SELECT 'check', 'true', '', count(*)::int FROM seen WHERE checked
  UNION ALL SELECT 'category', slug, name, count(*)::int FROM seen GROUP BY slug, name
  UNION ALL SELECT 'tag', tag.slug, tag.name, count(*)::int FROM seen
    JOIN "ThreadTag" AS link ON link."threadId" = seen.id JOIN "Tag" AS tag ON tag.id = link."tagId"
    WHERE seen.kind = 'thread' GROUP BY tag.slug, tag.name
)
SELECT facet, value, label, count FROM counted ORDER BY facet, count DESC, label, value`;
