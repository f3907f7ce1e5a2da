import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { instantOf } from "../app/domain/calendars/zone.ts";
import { THREAD_IS_VISIBLE, threadScope } from "../app/domain/permissions.ts";
import { slugOf } from "../app/domain/threads/thread.ts";
import { read } from "../app/platform/db.server.ts";
import type { Arrangement } from "./arranged.server.ts";
import type { SearchFilters } from "./engine.ts";
import { type Operator, type OperatorName, searchOrders } from "./operators.ts";

/** An operator, and whether it names something that there is for this viewer. One that does not narrows nothing. */
export interface ReadOperator extends Operator {
  isKnown: boolean;
}

export interface ReadFilters {
  filters: SearchFilters;
  arrangement: Arrangement;
  operators: ReadOperator[];
}

/** A category that the viewer may read. */
interface Place {
  id: number;
  slug: string;
}

/** What operators mean to this viewer: categories and tags that they may not see are not there. */
export async function readFilters(
  viewer: Viewer,
  asked: readonly Operator[],
  places: readonly Place[],
): Promise<ReadFilters> {
  const filters: SearchFilters = {};
  const arrangement: Arrangement = {};
  const operators: ReadOperator[] = [];
  for (const operator of asked) {
    const ofRows = arrangementOf(operator);
    const found = ofRows ? null : await readers[operator.name](viewer, operator.value, places);
    operators.push({ ...operator, isKnown: !!(ofRows ?? found) });
    Object.assign(arrangement, ofRows);
    if (found) Object.assign(filters, found.tags ? { tags: [...(filters.tags ?? []), ...found.tags] } : found);
  }
  return { filters, arrangement, operators };
}

/** What is asked of the rows and of no index. */
function arrangementOf({ name, value }: Operator): Arrangement | null {
  if (name === "min_posts") return /^\d{1,6}$/.test(value) ? { minPosts: Number(value) } : null;
  const order = name === "order" && searchOrders.find((known) => known === value.toLowerCase());
  return order ? { order } : null;
}

type Reader = (
  viewer: Viewer,
  value: string,
  places: readonly Place[],
) => SearchFilters | null | Promise<SearchFilters | null>;

const readers: Record<OperatorName, Reader> = {
  is: (_viewer, value) => STATES[value.toLowerCase()] ?? null,
  category: (_viewer, value, places) => {
    const place = places.find(({ slug }) => slug === slugOf(value));
    return place ? { category: place.id } : null;
  },
  tag: readTag,
  by: readAuthor,
  before: ({ timeZone }, value) => {
    const period = readPeriod(value, timeZone);
    return period && { createdBefore: period.start };
  },
  after: ({ timeZone }, value) => {
    const period = readPeriod(value, timeZone);
    return period && { createdAfter: period.end };
  },
  in: (_viewer, value) => (value.toLowerCase() === "title" ? { inTitle: true } : null),
  min_posts: () => null,
  order: () => null,
};

const STATES: Record<string, SearchFilters | undefined> = Object.assign(Object.create(null), {
  solved: { isSolved: true },
  unsolved: { isSolved: false },
  "needs-check": { needsCheck: true },
  answer: { kind: "answer" },
  thread: { kind: "thread" },
});

async function readTag(viewer: Viewer, value: string): Promise<SearchFilters | null> {
  const slug = slugOf(value);
  const rows = slug === "" ? [] : await read("search tag", TAG, [...threadScope(viewer), slug]);
  return rows.length > 0 ? { tags: [slug] } : null;
}

const TAG = `
  SELECT 1 FROM "Tag" AS tag JOIN "ThreadTag" AS link ON link."tagId" = tag.id
  JOIN "Thread" AS thread ON thread.id = link."threadId" JOIN "Category" AS category ON category.id = thread."categoryId"
  WHERE tag.slug = $4 AND ${THREAD_IS_VISIBLE} LIMIT 1`;

async function readAuthor(_viewer: Viewer, value: string): Promise<SearchFilters | null> {
  const handle = value.replace(/^@/, "").toLowerCase();
  const [account] = await read<{ id: number }>("search author", AUTHOR, [handle]);
  return account ? { author: account.id } : null;
}

// What a nameless asker has asked is found by no name.
const AUTHOR = `SELECT id FROM "Account" WHERE handle = $1 AND NOT "isGuest"`;

const PERIOD = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** A year, month or day as it is where the viewer is: from its first moment to the first one after it. */
function readPeriod(value: string, timeZone: string): { start: Date; end: Date } | null {
  const match = PERIOD.exec(value);
  if (!match) return null;
  const [year = 0, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const begins = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const isReal = new Date(begins).getUTCMonth() === (month ?? 1) - 1 && year > 1900 && day !== 0;
  if (!isReal) return null;
  const ends =
    month === undefined ? Date.UTC(year + 1) : day === undefined ? Date.UTC(year, month) : begins + 86_400_000;
  const there = (moment: number) => new Date(instantOf(timeZone, moment / 1000) * 1000);
  return { start: there(begins), end: there(ends) };
}
