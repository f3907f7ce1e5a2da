/** Where a page of a list begins: after, or before, the row with these two numbers, which the list is ordered by. */
export interface Cursor {
  direction: "after" | "before";
  key: number;
  id: number;
}

/** `1730419200000.12` of a row; what a page's `after` or `before` parameter holds. */
export const cursorText = (key: number, id: number) => `${key}.${id}`;

// Thirteen digits: milliseconds of any year the database has a timestamp for.
const SHAPE = /^(-?\d{1,13})\.(\d{1,10})$/;
const LARGEST_ID = 2_147_483_647;
/** What lies before it is the end of a list by number. */
export const END = cursorText(0, LARGEST_ID);

/** The cursor an address asks for; one that was never ours is none, and shows the first page. */
export function cursorOf(parameters: URLSearchParams): Cursor | null {
  const direction = parameters.has("before") ? "before" : "after";
  const parts = SHAPE.exec(parameters.get(direction) ?? "");
  const id = Number(parts?.[2]);
  return parts && id <= LARGEST_ID ? { direction, key: Number(parts[1]), id } : null;
}

/** A page of a list with the cursors of its neighbours; null where there is none. */
export interface Page<Row> {
  rows: Row[];
  before: string | null;
  after: string | null;
}

/**
 * Makes a page of rows read one too many, nearest to the cursor first: the extra row says that there is more that way.
 */
export function pageOf<Row>(
  found: Row[],
  size: number,
  cursor: Cursor | null,
  textOf: (row: Row) => string,
): Page<Row> {
  const rows = found.slice(0, size);
  const hasMore = found.length > size;
  const isBackward = cursor?.direction === "before";
  if (isBackward) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasBefore = isBackward ? hasMore : cursor !== null;
  const hasAfter = isBackward ? cursor.id !== LARGEST_ID : hasMore;
  return {
    rows,
    before: first && hasBefore ? textOf(first) : null,
    after: last && hasAfter ? textOf(last) : null,
  };
}
