import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { documentNumber, type FieldLengths, type SearchDocument, type SearchKey } from "../engine.ts";
import {
  type Card,
  type DocumentRows,
  lookUpWords,
  type Posting,
  rowsOf,
  type StemmedDocument,
  vectorOf,
} from "./postings.server.ts";
import { fields, LONGEST_TITLE, prepare } from "./prepare.ts";
import type { MadeRows } from "./row-maker.server.ts";
import { dictionaries, hashOfLexeme, isMeant, isWritten, type Stem } from "./stems.server.ts";

export type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;

/** The database schema that holds an index: the one in use, or the one being built beside it. */
export type IndexSchema = "search" | "search_next";

/** The averages that all weights of an index share. */
export async function readAverages(db: Queryable, schema: IndexSchema): Promise<FieldLengths> {
  const { rows } = await db.query<FieldLengths>(
    `SELECT average_title AS title, average_question AS body, average_solution AS solution, average_replies AS replies FROM ${schema}.stats`,
  );
  const [averages] = rows;
  if (!averages) throw new Error(`${schema}.stats is empty: run npm run reindex`);
  return averages;
}

/** Writes documents as they are now over what the index held of them; the caller's transaction makes it one change. */
export async function upsertDocuments(db: Queryable, schema: IndexSchema, documents: readonly SearchDocument[]) {
  if (documents.length === 0) return;
  const averages = await readAverages(db, schema);
  const stemmed = documents.map((document) => lookUpWords(prepare(document), dictionaries));
  await dictionaries.learn(db);
  const rows = stemmed.map((document) => rowsOf(document, averages));
  const old = await oldPostings(db, schema, documents.map(documentNumber));
  await db.query({ text: upsertSql(schema), name: `upsert ${schema}`, values: [...columns(rows), ...old] });
  await addWords(db, schema, writtenWords(stemmed));
}

/** Writes rows of documents that the index does not hold, while it has no key to look them up by. */
export async function insertRows(db: pg.PoolClient, schema: IndexSchema, { documents, postings, words }: MadeRows) {
  await copy(db, `${schema}.document (document, category, flags, title, language, created_at, vector)`, documents);
  await copy(db, `${schema}.posting (lexeme, category, document, x, flags, day)`, postings);
  await db.query({
    name: `met words ${schema}`,
    text: `INSERT INTO ${schema}.met_word (word, lexeme) SELECT * FROM unnest($1::text[], $2::bigint[])`,
    values: [words.map(({ word }) => word), numbers(words.map(({ hash }) => hash))],
  });
}

async function copy(db: pg.PoolClient, into: string, rows: Buffer) {
  const stream = db.query(copyFrom(`COPY ${into} FROM STDIN (FORMAT binary)`));
  stream.end(rows);
  await finished(stream);
}

/** Takes documents out of the index. */
export async function removeDocuments(db: Queryable, schema: IndexSchema, keys: readonly SearchKey[]) {
  if (keys.length === 0) return;
  const documents = keys.map(documentNumber);
  const old = await oldPostings(db, schema, documents);
  await db.query({ text: removeSql(schema), name: `remove ${schema}`, values: [documents, ...old] });
}

interface OldDocument {
  document: number;
  category: number;
  language: string;
  lexemes: string[];
}

/** The keys of the postings that the index holds of documents, as three columns. */
async function oldPostings(db: Queryable, schema: IndexSchema, documents: readonly number[]) {
  const { rows } = await db.query<OldDocument>({
    name: `old ${schema}`,
    text: `SELECT document, category, language, tsvector_to_array(vector) AS lexemes FROM ${schema}.document WHERE document = ANY ($1::int[])`,
    values: [documents],
  });
  return [
    numbers(rows.flatMap(({ language, lexemes }) => lexemes.map((lexeme) => hashOfLexeme(language, lexeme)))),
    numbers(rows.flatMap(({ category, lexemes }) => lexemes.map(() => category))),
    numbers(rows.flatMap(({ document, lexemes }) => lexemes.map(() => document))),
  ];
}

/** Notes words that are new to the index; sorted, so that two writers never wait for each other in a ring. */
export async function addWords(db: Queryable, schema: IndexSchema, words: Iterable<Stem>) {
  const sorted = [...words].sort((a, b) => (a.word < b.word ? -1 : 1));
  if (sorted.length === 0) return;
  await db.query({
    name: `words ${schema}`,
    text: `INSERT INTO ${schema}.word (word, lexeme) SELECT given.word, given.lexeme
      FROM unnest($1::text[], $2::bigint[]) AS given (word, lexeme)
      WHERE NOT EXISTS (SELECT FROM ${schema}.word AS known WHERE known.word = given.word)
      ON CONFLICT DO NOTHING`,
    values: [sorted.map(({ word }) => word), numbers(sorted.map(({ hash }) => hash))],
  });
}

/** The distinct words of documents: what typing errors and prefixes are looked up in. */
function writtenWords(documents: readonly StemmedDocument[]): Set<Stem> {
  const found = new Set<Stem>();
  for (const { words } of documents) {
    for (const field of fields) {
      for (const word of words[field]) if (isMeant(word) && isWritten(word, field)) found.add(word);
    }
  }
  return found;
}

/** Long texts go as one, parted by a character that stands in none: in an array each would be searched for quotes. */
const texts = (values: readonly string[]) =>
  values.map((value) => value.replaceAll(BETWEEN_TEXTS, " ")).join(BETWEEN_TEXTS);
const BETWEEN_TEXTS = "\u0001";

const numbers = (values: readonly (number | string)[]) => `{${values.join(",")}}`;

function columns(all: readonly DocumentRows[]) {
  const each = <T>(of: (document: Card) => T) => all.map(({ document }) => of(document));
  const perPosting = (of: (posting: Posting, row: DocumentRows) => number) =>
    numbers(all.flatMap((row) => row.postings.map((posting) => of(posting, row))));
  return [
    each(({ document }) => document),
    each(({ category }) => category),
    each(({ flags }) => flags),
    texts(each(({ title }) => title.slice(0, LONGEST_TITLE))),
    each(({ language }) => language),
    each(({ createdAt }) => createdAt),
    texts(all.map(vectorOf)),
    perPosting(({ hash }) => hash),
    perPosting((_posting, { document }) => document.category),
    perPosting((_posting, { document }) => document.document),
    perPosting(({ x }) => x),
    perPosting(({ flags }) => flags),
    perPosting((_posting, { day }) => day),
  ];
}

// Of one empty text string_to_array makes no texts at all.
const parted = (parameter: number) => `COALESCE(NULLIF(string_to_array($${parameter}::text, E'\\x01'), '{}'), '{""}')`;

const GIVEN_DOCUMENTS = `SELECT * FROM unnest($1::int[], $2::int[], $3::smallint[], ${parted(4)}, $5::text[], $6::timestamptz[], ${parted(7)}::tsvector[])`;
const GIVEN_POSTINGS = `SELECT * FROM unnest($8::bigint[], $9::int[], $10::int[], $11::real[], $12::smallint[], $13::smallint[])
    AS given (lexeme, category, document, x, flags, day)`;

const DELETE_OLD = (schema: IndexSchema) => `DELETE FROM ${schema}.posting AS p USING old AS o
  WHERE p.lexeme = o.lexeme AND p.category = o.category AND p.document = o.document`;

// Only postings that changed are written: a new reply leaves most of a long thread's alone.
const upsertSql = (schema: IndexSchema) => `WITH fresh AS MATERIALIZED (${GIVEN_POSTINGS}), old AS MATERIALIZED (
  SELECT * FROM unnest($14::bigint[], $15::int[], $16::int[]) AS old (lexeme, category, document)
  EXCEPT SELECT lexeme, category, document FROM fresh
), gone AS (${DELETE_OLD(schema)}), stored AS (
  INSERT INTO ${schema}.document (document, category, flags, title, language, created_at, vector) ${GIVEN_DOCUMENTS}
  ON CONFLICT (document) DO UPDATE SET category = excluded.category, flags = excluded.flags, title = excluded.title,
    language = excluded.language, created_at = excluded.created_at, vector = excluded.vector
)
INSERT INTO ${schema}.posting AS p (lexeme, category, document, x, flags, day) SELECT lexeme, category, document, x, flags, day FROM fresh
ON CONFLICT (lexeme, category, document) DO UPDATE SET x = excluded.x, flags = excluded.flags, day = excluded.day
WHERE (p.x, p.flags, p.day) IS DISTINCT FROM (excluded.x, excluded.flags, excluded.day)`;

const removeSql = (schema: IndexSchema) => `WITH old AS MATERIALIZED (
  SELECT * FROM unnest($2::bigint[], $3::int[], $4::int[]) AS old (lexeme, category, document)
), gone AS (${DELETE_OLD(schema)})
DELETE FROM ${schema}.document WHERE document = ANY ($1::int[])`;
