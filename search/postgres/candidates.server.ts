import { documentNumber, type SearchFilters, type SearchScope } from "../engine.ts";
import type { ChosenLexemes, Lexeme } from "./lexemes.server.ts";
import { inNarrowed, narrowed } from "./narrowed.ts";
import type { PhraseReading } from "./phrases.server.ts";
import { ANSWER, SOLVED } from "./prepare.ts";
import { ranking } from "./ranking.ts";
import type { Queryable } from "./store.server.ts";

/** What to rank by. */
export interface RankedSearch {
  lexemes: ChosenLexemes;
  /** The weight of a document that holds everything asked. */
  total: number;
  /** What titles are compared with. */
  title: string;
  scope: SearchScope;
  filters: SearchFilters;
  /** Words of which each must stand in a result in some form. */
  required: readonly string[];
  /** Phrases that a result's text must hold, and that it must not. */
  matching: readonly PhraseReading[][];
  excluded: readonly PhraseReading[][];
  limit: number;
}

export interface RankedDocument {
  document: number;
  language: string;
  score: number;
  coverage: number;
}

/** Ranks the index by BM25F, then the best of that by their titles, in one statement. */
export async function rank(db: Queryable, search: RankedSearch): Promise<RankedDocument[]> {
  if (search.lexemes.rare.length === 0 || search.scope.categories?.length === 0) return [];
  const statement = new Statement();
  const text = rankSql(search, statement);
  const { rows } = await db.query<RankedDocument>({ text, values: statement.values, name: nameOf(text) });
  return rows;
}

/** Collects parameters while a statement is put together. */
class Statement {
  readonly values: unknown[] = [];
  /** Adds a value; its placeholder. */
  readonly add = (value: unknown, type: string) => `$${this.values.push(value)}::${type}`;
}

const names = new Map<string, string>();
/** One prepared statement for each of the few shapes a search can have. */
function nameOf(text: string) {
  const name = names.get(text) ?? `search rank ${names.size}`;
  names.set(text, name);
  return name;
}

function rankSql(search: RankedSearch, { add }: Statement) {
  const { rare, common } = search.lexemes;
  const title = add(search.title, "text");
  const total = add(Math.max(search.total, 1e-6), "real");
  return `WITH ${narrowed(search, add)}hit AS (
    SELECT p.document, p.category, min(p.flags) AS flags, ${SUMS}
    FROM unnest(${lexemeArrays(rare, add)}${requiredWords(search, add)}) AS t (lexeme, weight, required)
    JOIN search.posting AS p ON p.lexeme = t.lexeme ${postingFilters(search, add)} ${inNarrowed(search)}
    GROUP BY p.document, p.category ${holdsRequired(search)}
  ), found AS (
    SELECT hit.* FROM hit ${documentFilters(search, add)} ORDER BY hit.score DESC, hit.document DESC LIMIT ${ranking.candidatesRead}
  ), best AS (
    ${withCommon(common, add)} ORDER BY score DESC, document DESC LIMIT ${ranking.candidates}
  ), ranked AS (
    SELECT document, d.language, least(held / ${total}, 1) AS coverage, round((
      best.score / max(best.score) OVER () + ${ranking.titleSimilarity} * similarity(d.title, ${title}) +
      CASE WHEN best.flags & ${ANSWER} > 0 THEN ${ranking.answerBonus} WHEN best.flags & ${SOLVED} > 0 THEN ${ranking.solvedBonus} ELSE 0 END
    )::numeric, 6) AS score
    FROM best JOIN search.document AS d USING (document)
  )
  SELECT document, language, coverage::float8 AS coverage, score::float8 AS score FROM ranked
  ORDER BY ranked.score DESC, document DESC LIMIT ${add(search.limit, "int")}`;
}

const SUMS = `sum(t.weight * p.x / (p.x + ${ranking.k1})) AS score, sum(t.weight) AS held`;

function lexemeArrays(lexemes: readonly Lexeme[], add: Add) {
  const hashes = lexemes.map(({ hash }) => hash);
  const weights = lexemes.map(({ weight }) => weight);
  return `${add(hashes, "bigint[]")}, ${add(weights, "real[]")}`;
}

/** What common lexemes add to each candidate, found by its place in the index. */
function withCommon(common: readonly Lexeme[], add: Add) {
  if (common.length === 0) return "SELECT document, flags, score, held FROM found";
  return `SELECT found.document, found.flags, found.score + COALESCE(more.score, 0) AS score, found.held + COALESCE(more.held, 0) AS held
    FROM found, LATERAL (
      SELECT ${SUMS} FROM unnest(${lexemeArrays(common, add)}) AS t (lexeme, weight)
      JOIN search.posting AS p ON p.lexeme = t.lexeme AND p.category = found.category AND p.document = found.document
    ) AS more`;
}

type Add = Statement["add"];

/** What the postings' index itself can tell: it costs nothing to ask. */
function postingFilters({ scope, filters }: RankedSearch, add: Add) {
  const clauses: string[] = [];
  if (scope.categories) clauses.push(`p.category = ANY (${add(scope.categories, "int[]")})`);
  if (filters.category) clauses.push(`p.category = ${add(filters.category, "int")}`);
  if (filters.kind) clauses.push(`p.flags & ${ANSWER} ${filters.kind === "answer" ? ">" : "="} 0`);
  // What a company answer stands for is solved.
  if (filters.isSolved !== undefined) clauses.push(`p.flags & ${SOLVED | ANSWER} ${filters.isSolved ? ">" : "="} 0`);
  if (filters.only) clauses.push(`p.document = ANY (${add(filters.only.map(documentNumber), "int[]")})`);
  if (filters.except) clauses.push(`p.document <> ALL (${add(filters.except.map(documentNumber), "int[]")})`);
  return clauses.map((clause) => `AND ${clause}`).join(" ");
}

/** The number of the required word that a lexeme is a form of, null for others: one form of each must be there. */
function requiredWords({ lexemes: { rare }, required }: RankedSearch, add: Add) {
  if (required.length === 0) return ", NULL::int[]";
  return `, ${add(
    rare.map(({ word }) => (required.includes(word) ? required.indexOf(word) : null)),
    "int[]",
  )}`;
}

function holdsRequired({ lexemes: { rare }, required }: RankedSearch) {
  const found = new Set(rare.map(({ word }) => word).filter((word) => required.includes(word)));
  return found.size === 0 ? "" : `HAVING count(DISTINCT t.required) = ${found.size}`;
}

function documentFilters({ filters, matching, excluded }: RankedSearch, add: Add) {
  const clauses: string[] = [];
  if (filters.createdBefore) clauses.push(`d.created_at < ${add(filters.createdBefore, "timestamptz")}`);
  if (filters.createdAfter) clauses.push(`d.created_at >= ${add(filters.createdAfter, "timestamptz")}`);
  if (filters.language) clauses.push(`d.language = ${add(filters.language, "text")}`);
  const holds = (readings: readonly PhraseReading[]) =>
    readings
      .map(({ language, query }) => `(d.language = ${add(language, "text")} AND d.vector @@ ${add(query, "tsquery")})`)
      .join(" OR ");
  for (const readings of matching) clauses.push(`(${holds(readings)})`);
  for (const readings of excluded) clauses.push(`NOT (${holds(readings)})`);
  return clauses.length === 0 ? "" : `JOIN search.document AS d USING (document) WHERE ${clauses.join(" AND ")}`;
}
