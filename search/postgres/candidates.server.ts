import { documentFilters, type Filtered, isDated, ofIts, postingFilters, withinDay } from "./filtering.ts";
import type { Lexeme } from "./lexemes.server.ts";
import { carries, inNarrowed, type Narrowing, narrowed, narrowingOf } from "./narrowed.server.ts";
import { type Candidate, order, type RankedDocument } from "./order.ts";
import { IN_TITLE } from "./prepare.ts";
import { ranking } from "./ranking.ts";
import { type DividedLexemes, divide, type Reading } from "./reading.ts";
import { type Add, nameOf, Statement } from "./statement.ts";
import type { Queryable } from "./store.server.ts";

/** What to rank by. */
export interface RankedSearch extends Filtered {
  lexemes: readonly Lexeme[];
  reading: Reading;
  /** The weight of a document that holds everything asked. */
  total: number;
  /** What titles are compared with. */
  title: string;
  /** What that counts for, where the best match counts 1. */
  titleSimilarity: number;
  /** Words of which each must stand in a result in some form. */
  required: readonly string[];
  limit: number;
  /** Whether it is to be told how many fit, which takes up to 0.4 ms. */
  isCounted?: true;
  /** Up to so many, also those that come after the best, in the order of their words alone. */
  reach?: number;
}

export interface Ranked {
  documents: RankedDocument[];
  /** How many documents fit; null where that was not asked, or there are more than were counted. */
  total: number | null;
}

/** Ranks the index by BM25F in one statement, then the best of that by their titles. */
export async function rank(db: Queryable, asked: RankedSearch): Promise<Ranked> {
  const lexemes = asked.filters.inTitle ? asked.lexemes.map(asInTitles) : asked.lexemes;
  if (lexemes.length === 0 || asked.scope.categories?.length === 0) return { documents: [], total: 0 };
  const search = { ...asked, lexemes, narrowing: await narrowingOf(db, asked.filters) };
  const divided = divide(lexemes, search.reading, new Set(search.required));
  const best = await read(db, search, divided);
  const isEnough = best.documents.length >= Math.min(search.limit, ranking.fewResults);
  if (isEnough)
    return { ...best, documents: [...best.documents, ...(await further(db, search, divided, best.documents))] };
  if (divided.whole.length === lexemes.length) return best;
  const more = { ...search.reading, postings: search.reading.postings * ranking.readAgain };
  return read(db, search, divide(lexemes, more, new Set(search.required)));
}

/** Where only titles are read, reading costs as much as there are of them. */
const asInTitles = (lexeme: Lexeme): Lexeme => ({ ...lexeme, documents: Math.min(lexeme.documents, lexeme.titles) });

type NarrowedSearch = RankedSearch & { narrowing: Narrowing };

async function read(db: Queryable, search: NarrowedSearch, lexemes: DividedLexemes): Promise<Ranked> {
  const statement = new Statement();
  const text = rankSql(search, lexemes, statement);
  const { rows } = await db.query<Candidate & Found>({ text, values: statement.values, name: nameOf(text) });
  const documents = order(rows, { ...search, total: mostToHold(search, lexemes) });
  return { documents, total: totalOf(search, rows, candidatesOf(search, lexemes)) };
}

/** How many the index names, whatever is asked of each of them afterwards. */
interface Found {
  found: number | null;
}

function totalOf(search: NarrowedSearch, rows: readonly Found[], most: number): number | null {
  const found = rows.length === 0 ? 0 : (rows[0]?.found ?? null);
  if (found === null) return null;
  const isEachAsked = isAskedOfEach(search);
  if (isEachAsked && found > ranking.phraseChecks) return null;
  if (rows.length < most) return rows.length;
  return isEachAsked ? null : found;
}

/** Whether something is asked of documents one by one that the postings cannot tell. */
const isAskedOfEach = ({ filters, matching, excluded, narrowing }: NarrowedSearch) =>
  matching.length + excluded.length + narrowing.many.length > 0 || filters.language !== undefined;

/** The weight of what was asked, as far as it is read. */
const mostToHold = ({ total }: RankedSearch, { unread }: DividedLexemes) => Math.max(total - unread, 1e-6);

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
  SELECT found.document, found.score, found.held, d.language FROM (${bestHits(search, add)}
    OFFSET ${add(candidatesOf(search, lexemes), "int")} LIMIT ${add(reach - best.length, "int")}) AS found
  JOIN search.document AS d USING (document) ORDER BY found.score DESC, found.document DESC`;
  const { rows } = await db.query<Pick<Candidate, "document" | "score" | "held" | "language">>({ text, values });
  const highest = Math.max(rows[0]?.score ?? 0, 1e-9);
  const most = mostToHold(search, lexemes);
  return rows.map(({ score, held, ...row }) => ({
    ...row,
    score: (last.score * score) / highest,
    coverage: Math.min(held / most, 1),
  }));
}

function rankSql(search: NarrowedSearch, lexemes: DividedLexemes, { add }: Statement) {
  const most = add(candidatesOf(search, lexemes), "int");
  return `${hitSql(search, lexemes, add)}, found AS (
    ${bestHits(search, add)} LIMIT ${most}
  ), card AS (
    SELECT found.*, d.category, d.flags, d.created_at, d.language, d.title FROM found JOIN search.document AS d USING (document)
  )
  SELECT card.document, card.flags, card.language, card.title, current_date - card.created_at::date AS days, ${IS_STALE},
    ${search.isCounted ? "(SELECT count(*)::int FROM hit)" : "NULL::int"} AS found,
    ${lexemes.lookedFor.length > 0 ? withLooks(search, lexemes, add) : "card.score, card.held FROM card"}`;
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
function withLooks({ filters }: RankedSearch, { inTitles, lookedFor }: DividedLexemes, add: Add) {
  const isRead = add(
    lookedFor.map((lexeme) => inTitles.includes(lexeme)),
    "bool[]",
  );
  return `card.score + COALESCE(more.score, 0) AS score, card.held + COALESCE(more.held, 0) AS held
    FROM card, LATERAL (
      SELECT ${SUMS()} FROM (
        SELECT t.weight, p.x FROM unnest(${lexemeArrays(lookedFor, add)}, ${isRead}) AS t (lexeme, weight, is_read)
        JOIN search.posting AS p ON p.lexeme = t.lexeme AND p.category = card.category AND p.document = card.document
        WHERE NOT (t.is_read AND p.${IN_TITLE}) ${filters.inTitle ? `AND p.${IN_TITLE}` : ""}
      ) AS p
    ) AS more`;
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
