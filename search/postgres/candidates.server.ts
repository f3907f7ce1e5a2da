import { documentNumber, type SearchFilters, type SearchScope } from "../engine.ts";
import type { Lexeme } from "./lexemes.server.ts";
import { carries, inNarrowed, type Narrowing, narrowed, narrowingOf } from "./narrowed.server.ts";
import type { PhraseReading } from "./phrases.server.ts";
import { ANSWER, IN_TITLE, SOLVED } from "./prepare.ts";
import { ranking } from "./ranking.ts";
import { type DividedLexemes, divide, type Reading } from "./reading.ts";
import type { Queryable } from "./store.server.ts";

/** What to rank by. */
export interface RankedSearch {
  lexemes: readonly Lexeme[];
  reading: Reading;
  /** The weight of a document that holds everything asked. */
  total: number;
  /** What titles are compared with. */
  title: string;
  /** What that counts for, where the best match counts 1. */
  titleSimilarity: number;
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
  if (search.lexemes.length === 0 || search.scope.categories?.length === 0) return [];
  const divided = divide(search.lexemes, search.reading, new Set(search.required));
  const narrowing = await narrowingOf(db, search.filters);
  const ranked = await read(db, { ...search, narrowing }, divided);
  const isEnough = ranked.length >= Math.min(search.limit, ranking.fewResults);
  if (isEnough || divided.whole.length === search.lexemes.length) return ranked;
  const { createdAfter, createdBefore } = search.filters;
  const times = createdAfter || createdBefore ? READ_AGAIN_BY_DATE : ranking.readAgain;
  const more = { ...search.reading, postings: search.reading.postings * times };
  return read(db, { ...search, narrowing }, divide(search.lexemes, more, new Set(search.required)));
}

/** A date is asked of each document for itself, which costs more than a posting. */
const READ_AGAIN_BY_DATE = 3;

type NarrowedSearch = RankedSearch & { narrowing: Narrowing };

async function read(db: Queryable, search: NarrowedSearch, lexemes: DividedLexemes): Promise<RankedDocument[]> {
  const statement = new Statement();
  const text = rankSql(search, lexemes, statement);
  const { rows } = await db.query<RankedDocument>({ text, values: statement.values, name: nameOf(text) });
  return rows;
}

/** Collects parameters while a statement is put together. */
class Statement {
  readonly values: unknown[] = [];
  /** Adds a value; its placeholder. */
  readonly add = (value: unknown, type: string) => `$${this.values.push(value)}::${type}`;
}

/** A question decides by its phrases and tags what shape its statement has: connections keep no more than these. */
const MOST_NAMES = 100;
const names = new Map<string, string>();

/** One prepared statement for each of the few shapes that most searches have; undefined for the rest. */
function nameOf(text: string): string | undefined {
  if (!names.has(text) && names.size < MOST_NAMES) names.set(text, `search rank ${names.size}`);
  return names.get(text);
}

function rankSql(search: NarrowedSearch, lexemes: DividedLexemes, { add }: Statement) {
  const title = add(search.title, "text");
  const total = add(Math.max(search.total - lexemes.unread, 1e-6), "real");
  return `WITH ${narrowed(search.narrowing, add)}hit AS (
    SELECT p.document, min(p.category) AS category, min(p.flags) AS flags, ${SUMS()}
    FROM (${postings(search, lexemes, add)}) AS p
    GROUP BY p.document ${holdsRequired(search, lexemes)}
  ), found AS (
    SELECT hit.* FROM ${hitsThatFit(search, add)} ORDER BY hit.score DESC, hit.document DESC LIMIT ${add(candidatesOf(search, lexemes), "int")}
  ), best AS (
    ${lexemes.lookedFor.length > 0 ? withLooks(lexemes, add) : "SELECT * FROM found"}
  ), ranked AS (
    SELECT document, d.language, least(held / ${total}, 1) AS coverage, round((
      best.score / max(best.score) OVER () + ${search.titleSimilarity} * similarity(d.title, ${title}) +
      CASE WHEN best.flags & ${ANSWER} > 0 THEN ${ranking.answerBonus} WHEN best.flags & ${SOLVED} > 0 THEN ${ranking.solvedBonus} ELSE 0 END +
      ${FRESHNESS}
    )::numeric, 6) AS score
    FROM best JOIN search.document AS d USING (document)
  )
  SELECT document, language, coverage::float8 AS coverage, score::float8 AS score FROM ranked
  ORDER BY ranked.score DESC, document DESC LIMIT ${add(search.limit, "int")}`;
}

/** By the day, so that pages asked for one after the other fit together. */
const FRESHNESS = `${ranking.freshBonus} * 0.5 ^ (greatest(current_date - d.created_at::date, 0) / ${ranking.daysUntilHalfAsFresh}.0)`;

const SUMS = () => `sum(p.weight * p.x / (p.x + ${ranking.k1})) AS score, sum(p.weight) AS held`;

/** What is read of the index to find candidates. */
function postings(search: NarrowedSearch, { whole, inTitles }: DividedLexemes, add: Add) {
  const COLUMNS = "p.document, p.category, p.flags, p.x, t.weight";
  const filters = `${postingFilters(search, add)} ${inNarrowed(search.narrowing)}`;
  const parts = [
    whole.length > 0 &&
      `SELECT ${COLUMNS}, t.required FROM unnest(${lexemeArrays(whole, add)}${requiredWords(search, whole, add)}) AS t (lexeme, weight, required)
       JOIN search.posting AS p ON p.lexeme = t.lexeme ${filters}`,
    (inTitles.length > 0 || whole.length === 0) &&
      `SELECT ${COLUMNS}, NULL::int AS required FROM unnest(${lexemeArrays(inTitles, add)}) AS t (lexeme, weight)
       JOIN search.posting AS p ON p.lexeme = t.lexeme AND p.${IN_TITLE} ${filters}`,
  ];
  return parts.filter(Boolean).join(" UNION ALL ");
}

/** The more lexemes each candidate is looked at for, the fewer candidates. */
function candidatesOf({ reading }: RankedSearch, { lookedFor }: DividedLexemes) {
  if (lookedFor.length === 0) return reading.candidates;
  const affordable = Math.round(reading.looks / lookedFor.length);
  return Math.min(reading.candidates, Math.max(ranking.fewestCandidates, affordable));
}

function lexemeArrays(lexemes: readonly Lexeme[], add: Add) {
  const hashes = lexemes.map(({ hash }) => hash);
  const weights = lexemes.map(({ weight }) => weight);
  return `${add(hashes, "bigint[]")}, ${add(weights, "real[]")}`;
}

/** What other lexemes add to each candidate, found by its place in the index; titles that were read count already. */
function withLooks({ inTitles, lookedFor }: DividedLexemes, add: Add) {
  const isRead = add(
    lookedFor.map((lexeme) => inTitles.includes(lexeme)),
    "bool[]",
  );
  return `SELECT found.document, found.flags, found.score + COALESCE(more.score, 0) AS score, found.held + COALESCE(more.held, 0) AS held
    FROM found, LATERAL (
      SELECT ${SUMS()} FROM (
        SELECT t.weight, p.x FROM unnest(${lexemeArrays(lookedFor, add)}, ${isRead}) AS t (lexeme, weight, is_read)
        JOIN search.posting AS p ON p.lexeme = t.lexeme AND p.category = found.category AND p.document = found.document
        WHERE NOT (t.is_read AND p.${IN_TITLE})
      ) AS p
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
function requiredWords({ required }: RankedSearch, whole: readonly Lexeme[], add: Add) {
  if (required.length === 0) return ", NULL::int[]";
  return `, ${add(
    whole.map(({ word }) => (required.includes(word) ? required.indexOf(word) : null)),
    "int[]",
  )}`;
}

function holdsRequired({ required }: RankedSearch, { whole }: DividedLexemes) {
  const found = new Set(whole.map(({ word }) => word).filter((word) => required.includes(word)));
  return found.size === 0 ? "" : `HAVING count(DISTINCT p.required) = ${found.size}`;
}

/** Asked of the best first, and of no more than it takes to have enough: the sub-select keeps the order. */
function hitsThatFit(search: NarrowedSearch, add: Add) {
  const clauses = documentFilters(search, add);
  const ofDocument = `(SELECT ${clauses.join(" AND ")} FROM search.document AS d WHERE d.document = hit.document)`;
  const all = [...carries(search.narrowing, add), ...(clauses.length > 0 ? [ofDocument] : [])];
  if (all.length === 0) return "hit";
  return `(SELECT * FROM hit ORDER BY score DESC, document DESC OFFSET 0) AS hit WHERE ${all.join(" AND ")}`;
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
  return clauses;
}
