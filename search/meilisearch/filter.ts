import { documentNumber, type SearchFilters, type SearchScope } from "../engine.ts";

/** Scope and filters in Meilisearch's language, all of which must hold. Numbers and our own words only: nothing typed gets in. */
export function filterOf(scope: SearchScope, filters: SearchFilters = {}): string[] {
  const clauses: string[] = [];
  if (scope.categories) clauses.push(`category IN [${scope.categories.join(", ")}]`);
  if (filters.category !== undefined) clauses.push(`category = ${filters.category}`);
  if (filters.kind) clauses.push(`kind = ${filters.kind}`);
  if (filters.isSolved !== undefined) clauses.push(`isSolved = ${filters.isSolved}`);
  if (filters.createdBefore) clauses.push(`createdAt < ${Math.floor(filters.createdBefore.getTime() / 1000)}`);
  if (filters.only) clauses.push(`document IN [${filters.only.map(documentNumber).join(", ")}]`);
  if (filters.except?.length) clauses.push(`document NOT IN [${filters.except.map(documentNumber).join(", ")}]`);
  return clauses;
}
