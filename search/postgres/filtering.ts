import { documentNumber, type SearchFilters, type SearchScope } from "../engine.ts";
import type { PhraseReading } from "./phrases.server.ts";
import { ANSWER, CHECK, dayOf, IN_TITLE, SOLVED } from "./prepare.ts";
import type { Add } from "./statement.ts";

/** What must hold of a result beside its words. */
export interface Filtered {
  scope: SearchScope;
  filters: SearchFilters;
  /** Phrases that a result's text must hold, and that it must not. */
  matching: readonly PhraseReading[][];
  excluded: readonly PhraseReading[][];
}

/** What the postings' index itself can tell: it costs nothing to ask. */
export function postingFilters({ scope, filters }: Pick<Filtered, "scope" | "filters">, add: Add) {
  const clauses: string[] = [];
  if (scope.categories) clauses.push(`p.category = ANY (${add(scope.categories, "int[]")})`);
  if (filters.category) clauses.push(`p.category = ${add(filters.category, "int")}`);
  if (filters.kind) clauses.push(`p.flags & ${ANSWER} ${filters.kind === "answer" ? ">" : "="} 0`);
  // What a company answer stands for is solved.
  if (filters.isSolved !== undefined) clauses.push(`p.flags & ${SOLVED | ANSWER} ${filters.isSolved ? ">" : "="} 0`);
  if (filters.needsCheck) clauses.push(`p.flags & ${CHECK} > 0`);
  if (filters.inTitle) clauses.push(`p.${IN_TITLE}`);
  if (filters.createdAfter) clauses.push(`p.day >= ${add(dayOf(filters.createdAfter), "int2")}`);
  if (filters.createdBefore) clauses.push(`p.day <= ${add(dayOf(filters.createdBefore), "int2")}`);
  if (filters.only) clauses.push(`p.document = ANY (${add(filters.only.map(documentNumber), "int[]")})`);
  if (filters.except) clauses.push(`p.document <> ALL (${add(filters.except.map(documentNumber), "int[]")})`);
  return clauses.map((clause) => `AND ${clause}`).join(" ");
}

/** Something asked of a hit's document. A sub-select: it is asked of one after the other. */
export const ofIts = (condition: string) =>
  `(SELECT ${condition} FROM search.document AS d WHERE d.document = hit.document)`;

/** Whether the day of what is found is asked for. */
export const isDated = ({ filters }: Pick<Filtered, "filters">) => !!(filters.createdAfter || filters.createdBefore);

/** Postings know days: of those created on the first and the last of them the hour is asked. */
export function withinDay({ filters: { createdAfter, createdBefore } }: Pick<Filtered, "filters">, add: Add): string[] {
  const asked: [Date | undefined, string][] = [
    [createdAfter, ">="],
    [createdBefore, "<"],
  ];
  return asked.flatMap(([moment, compare]) => {
    if (!moment) return [];
    const exact = ofIts(`d.created_at ${compare} ${add(moment, "timestamptz")}`);
    return [`(hit.day <> ${add(dayOf(moment), "int2")} OR ${exact})`];
  });
}

/** What only a document's own row can tell. */
export function documentFilters({ filters, matching, excluded }: Omit<Filtered, "scope">, add: Add) {
  const clauses: string[] = [];
  if (filters.language) clauses.push(`d.language = ${add(filters.language, "text")}`);
  const holds = (readings: readonly PhraseReading[]) =>
    readings
      .map(({ language, query }) => `(d.language = ${add(language, "text")} AND d.vector @@ ${add(query, "tsquery")})`)
      .join(" OR ");
  for (const readings of matching) clauses.push(`(${holds(readings)})`);
  for (const readings of excluded) clauses.push(`NOT (${holds(readings)})`);
  return clauses;
}
