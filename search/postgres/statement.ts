/**
 * Collects parameters while a statement is put together. Each is asked for (the cast keeps ANY from reading a list as
 * rows): a plan for these very values would look no better than one for any, and Postgres keeps that one. Planning anew
 * took a third of the time.
 */
export class Statement {
  readonly values: unknown[] = [];
  /** Adds a value; its placeholder. */
  readonly add = (value: unknown, type: string) => `(SELECT $${this.values.push(value)}::${type})::${type}`;
}

export type Add = Statement["add"];

/** A question decides by its phrases and tags what shape its statement has: connections keep no more than these. */
const MOST_NAMES = 100;
const names = new Map<string, string>();

/** One prepared statement for each of the few shapes that most searches have; undefined for the rest. */
export function nameOf(text: string): string | undefined {
  if (!names.has(text) && names.size < MOST_NAMES) names.set(text, `search rank ${names.size}`);
  return names.get(text);
}
