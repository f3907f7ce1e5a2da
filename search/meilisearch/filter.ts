import { documentNumber, type SearchFilters, type SearchScope } from "../engine.ts";

/** Scope and filters in Meilisearch's language, all of which must hold. What people type gets in only between quotes. */
export function filterOf(scope: SearchScope, filters: SearchFilters = {}): string[] {
  const clauses: string[] = [];
  if (scope.categories) clauses.push(`category IN [${scope.categories.join(", ")}]`);
  if (filters.category !== undefined) clauses.push(`category = ${filters.category}`);
  if (filters.kind) clauses.push(`kind = ${filters.kind}`);
  if (filters.isSolved !== undefined) clauses.push(`isSolved = ${filters.isSolved}`);
  if (filters.needsCheck) clauses.push("needsCheck = true");
  for (const tag of new Set(filters.tags)) clauses.push(`tags = "${literal(tag)}"`);
  if (filters.author !== undefined) clauses.push(`author = ${filters.author}`);
  if (filters.language) clauses.push(`language = "${literal(filters.language)}"`);
  if (filters.createdAfter) clauses.push(`createdAt >= ${seconds(filters.createdAfter)}`);
  if (filters.createdBefore) clauses.push(`createdAt < ${seconds(filters.createdBefore)}`);
  if (filters.only) clauses.push(`document IN [${filters.only.map(documentNumber).join(", ")}]`);
  if (filters.except?.length) clauses.push(`document NOT IN [${filters.except.map(documentNumber).join(", ")}]`);
  return clauses;
}

/** Documents keep whole seconds, rounded down: so "at or after" a part of a second begins with the next one. */
const seconds = (date: Date) => Math.ceil(date.getTime() / 1000);

/** No tag has these marks: with a space for each it is still none. */
const literal = (text: string) => text.replace(/["\\\p{Cc}]/gu, " ").toWellFormed();
