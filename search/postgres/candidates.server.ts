import { documentNumber, type SearchFilters, type SearchScope } from "../engine.ts";
import type { Lexeme } from "./lexemes.server.ts";
import { carries, inNarrowed, type Narrowing, narrowed, narrowingOf } from "./narrowed.server.ts";
import { type Candidate, order, type RankedDocument } from "./order.ts";
import type { PhraseReading } from "./phrases.server.ts";
import { ANSWER, CHECK, dayOf, IN_TITLE, SOLVED } from "./prepare.ts";
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
  /** Up to so many, also those that come after the best, in the order of their words alone. */
  reach?: number;
}

/** Ranks the index by BM25F in one statement, then the best of that by their titles. */
export async function rank(db: Queryable, search: RankedSearch): Promise<RankedDocument[]> {
  if (search.lexemes.length === 0 || search.scope.categories?.length === 0) return [];
  const divided = divide(search.lexemes, search.reading, new Set(search.required));
  const narrowing = await narrowingOf(db, search.filters);
  const ranked = await read(db, { ...search, narrowing }, divided);
  const isEnough = ranked.length >= Math.min(search.limit, ranking.fewResults);
  if (isEnough) return [...ranked, ...(await further(db, { ...search, narrowing }, divided, ranked))];
  if (divided.whole.length === search.lexemes.length) return ranked;
  const more = { ...search.reading, postings: search.reading.postings * ranking.readAgain };
  return read(db, { ...search, narrowing }, divide(search.lexemes, more, new Set(search.required)));
}

type NarrowedSearch = RankedSearch & { narrowing: Narrowing };

async function read(db: Queryable, search: NarrowedSearch, lexemes: DividedLexemes): Promise<RankedDocument[]> {
  const statement = new Statement();
  const text = rankSql(search, lexemes, statement);
  const { rows } = await db.query<Candidate>({ text, values: statement.values, name: nameOf(text) });
  return order(rows, { ...search, total: Math.max(search.total - lexemes.unread, 1e-6) });
}

/** What comes after the best, if somebody pages on: never before any of them. */
async function further(
  db: Queryable,
  search: NarrowedSearch,
  lexemes: DividedLexemes,
  best: readonly RankedDocument[],
): Promise<RankedDocument[]> {
  const { reach = 0 } = search;
  const last = best.at(-1);
  if (!last || reach <= best.length) return [];
  const { values, add } = new Statement();
  const text = `${hitSql(search, lexemes, add)}
  SELECT found.document, found.score, d.language FROM (${bestHits(search, add)}
    OFFSET ${add(candidatesOf(search, lexemes), "int")} LIMIT ${add(reach - best.length, "int")}) AS found
  JOIN search.document AS d USING (document) ORDER BY found.score DESC, found.document DESC`;
  const { rows } = await db.query<Pick<Candidate, "document" | "score" | "language">>({ text, values });
  const highest = Math.max(rows[0]?.score ?? 0, 1e-9);
  return rows.map(({ score, ...row }) => ({ ...row, score: (last.score * score) / highest, coverage: 0 }));
}

/**
 * Collects parameters while a statement is put together. Each is asked for (the cast keeps ANY from reading a list as
 * rows): a plan for these very values would look no better than one for any, and Postgres keeps that one. Planning anew
 * took a third of the time.
 */
class Statement {
  readonly values: unknown[] = [];
  /** Adds a value; its placeholder. */
  readonly add = (value: unknown, type: string) => `(SELECT $${this.values.push(value)}::${type})::${type}`;
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
  const most = add(candidatesOf(search, lexemes), "int");
  return `${hitSql(search, lexemes, add)}, found AS (
    ${bestHits(search, add)} LIMIT ${most}
  ), card AS (
    SELECT found.*, d.category, d.flags, d.created_at, d.language, d.title FROM found JOIN search.document AS d USING (document)
  )
  SELECT card.document, card.flags, card.language, card.title, current_date - card.created_at::date AS days, ${IS_STALE},
    ${lexemes.lookedFor.length > 0 ? withLooks(lexemes, add) : "card.score, card.held FROM card"}`;
}

const hitSql = (search: NarrowedSearch, lexemes: DividedLexemes, add: Add) =>
  `WITH ${narrowed(search.narrowing, add)}hit AS (
    SELECT p.document, ${isDated(search) ? "min(p.day) AS day, " : ""}${SUMS()}
    FROM (${postings(search, lexemes, add)}) AS p
    GROUP BY p.document ${holdsRequired(search, lexemes)}
  )`;

const bestHits = (search: NarrowedSearch, add: Add) =>
  `SELECT document, score, held FROM ${hitsThatFit(search, add)} ORDER BY hit.score DESC, hit.document DESC`;

/** A company answer that should have been looked at again by now: its row knows, whatever the index was told. */
const IS_STALE = `card.document < 0 AND EXISTS (
      SELECT FROM "Answer" AS answer WHERE answer.id = -card.document AND answer."reviewDueAt" <= now()) AS "isStale"`;

const SUMS = () => `sum(p.weight * p.x / (p.x + ${ranking.k1})) AS score, sum(p.weight) AS held`;

/** What is read of the index to find candidates. */
function postings(search: NarrowedSearch, { whole, inTitles }: DividedLexemes, add: Add) {
  const COLUMNS = `p.document, ${isDated(search) ? "p.day, " : ""}p.x, t.weight`;
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
  return `card.score + COALESCE(more.score, 0) AS score, card.held + COALESCE(more.held, 0) AS held
    FROM card, LATERAL (
      SELECT ${SUMS()} FROM (
        SELECT t.weight, p.x FROM unnest(${lexemeArrays(lookedFor, add)}, ${isRead}) AS t (lexeme, weight, is_read)
        JOIN search.posting AS p ON p.lexeme = t.lexeme AND p.category = card.category AND p.document = card.document
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
  if (filters.needsCheck) clauses.push(`p.flags & ${CHECK} > 0`);
  if (filters.createdAfter) clauses.push(`p.day >= ${add(dayOf(filters.createdAfter), "int2")}`);
  if (filters.createdBefore) clauses.push(`p.day <= ${add(dayOf(filters.createdBefore), "int2")}`);
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

function holdsRequired({ required }: RankedSearch, { whole, inTitles, lookedFor }: DividedLexemes) {
  // Of a word that is not read everywhere nothing can be demanded here: the phrase is, of the text itself.
  const elsewhere = new Set([...inTitles, ...lookedFor].map(({ word }) => word));
  const found = new Set(
    whole.map(({ word }) => word).filter((word) => required.includes(word) && !elsewhere.has(word)),
  );
  return found.size === 0 ? "" : `HAVING count(DISTINCT p.required) = ${found.size}`;
}

/** Asked of the best first, and of no more than it takes to have enough: the sub-select keeps the order. A text is long: of phrases only so many are asked. */
function hitsThatFit(search: NarrowedSearch, add: Add) {
  const clauses = documentFilters(search, add);
  const ofDocument = clauses.length > 0 ? [ofIts(clauses.join(" AND "))] : [];
  const all = [...withinDay(search, add), ...carries(search.narrowing, add), ...ofDocument];
  if (all.length === 0) return "hit";
  const most = search.matching.length + search.excluded.length > 0 ? `LIMIT ${ranking.phraseChecks}` : "OFFSET 0";
  return `(SELECT * FROM hit ORDER BY score DESC, document DESC ${most}) AS hit WHERE ${all.join(" AND ")}`;
}

const ofIts = (condition: string) => `(SELECT ${condition} FROM search.document AS d WHERE d.document = hit.document)`;

const isDated = ({ filters }: RankedSearch) => !!(filters.createdAfter || filters.createdBefore);

/** Postings know days: of those created on the first and the last of them the hour is asked. */
function withinDay({ filters: { createdAfter, createdBefore } }: RankedSearch, add: Add): string[] {
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

function documentFilters({ filters, matching, excluded }: RankedSearch, add: Add) {
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
