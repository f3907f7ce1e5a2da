import type pg from "pg";
import { documentNumber, type FieldLengths, type SearchDocument, type SearchKey } from "../engine.ts";
import { fieldFactors, type PreparedDocument, prepare, wordsOf } from "./prepare.ts";

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
  const prepared = documents.map(prepare);
  const averages = await readAverages(db, schema);
  await db.query({ text: upsertSql(schema), name: `upsert ${schema}`, values: columns(prepared, averages) });
  await addWords(db, schema, wordsOf(prepared));
}

/** Writes documents that the index is known not to hold, with no key to look them up by yet. */
export async function insertDocuments(db: Queryable, schema: IndexSchema, prepared: readonly PreparedDocument[], averages: FieldLengths) {
  if (prepared.length === 0) return;
  await db.query({ text: insertSql(schema), name: `insert ${schema}`, values: columns(prepared, averages) });
}

/** Takes documents out of the index. */
export async function removeDocuments(db: Queryable, schema: IndexSchema, keys: readonly SearchKey[]) {
  if (keys.length === 0) return;
  await db.query({ text: removeSql(schema), name: `remove ${schema}`, values: [keys.map(documentNumber)] });
}

/** Notes words that are new to the index; sorted, so that two writers never wait for each other in a ring. */
export async function addWords(db: Queryable, schema: IndexSchema, words: ReadonlyMap<string, string>) {
  if (words.size === 0) return;
  const sorted = [...words].sort(([a], [b]) => (a < b ? -1 : 1));
  await db.query({
    name: `words ${schema}`,
    text: `INSERT INTO ${schema}.word (word, lexeme)
      SELECT given.word, hashtextextended(lexemes[1], 0)
      FROM unnest($1::text[], $2::text[]) AS given (word, language),
        LATERAL (SELECT tsvector_to_array(to_tsvector(language::regconfig, given.word)) AS lexemes) AS parsed
      WHERE cardinality(lexemes) = 1 AND NOT EXISTS (SELECT FROM ${schema}.word AS known WHERE known.word = given.word)
      ON CONFLICT DO NOTHING`,
    values: [sorted.map(([word]) => word), sorted.map(([, language]) => language)],
  });
}

function columns(prepared: readonly PreparedDocument[], averages: FieldLengths) {
  const factors = prepared.map(({ lengths }) => fieldFactors(lengths, averages));
  const each = <T>(of: (document: PreparedDocument) => T) => prepared.map(of);
  return [
    each(({ document }) => document),
    each(({ category }) => category),
    each(({ flags }) => flags),
    each(({ title }) => title),
    each(({ language }) => language),
    each(({ createdAt }) => createdAt),
    each(({ words }) => words.title),
    each(({ words }) => words.body),
    each(({ words }) => words.solution),
    each(({ words }) => words.replies),
    each(({ marks }) => marks),
    factors.map(({ title }) => title),
    factors.map(({ body }) => body),
    factors.map(({ solution }) => solution),
    factors.map(({ replies }) => replies),
  ];
}

const GIVEN = `given AS MATERIALIZED (
  SELECT g.*,
    setweight(to_tsvector(g.language::regconfig, g.words_a), 'A') || setweight(to_tsvector(g.language::regconfig, g.words_b), 'B') ||
    setweight(to_tsvector(g.language::regconfig, g.words_c), 'C') || setweight(to_tsvector(g.language::regconfig, g.words_d), 'D') ||
    g.marks::tsvector AS vector
  FROM unnest($1::int[], $2::int[], $3::smallint[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::real[], $13::real[], $14::real[], $15::real[])
    AS g (document, category, flags, title, language, created_at, words_a, words_b, words_c, words_d, marks, a, b, c, d)
), fresh AS MATERIALIZED (
  SELECT hashtextextended(l.lexeme, 0) AS lexeme, g.category, g.document, g.flags,
    g.a * cardinality(array_positions(l.weights, 'A')) + g.b * cardinality(array_positions(l.weights, 'B')) +
    g.c * cardinality(array_positions(l.weights, 'C')) + g.d * cardinality(array_positions(l.weights, 'D')) AS x
  FROM given AS g, unnest(g.vector) AS l
)`;

const insertSql = (schema: IndexSchema) => `WITH ${GIVEN}, stored AS (
  INSERT INTO ${schema}.document (document, category, flags, title, language, created_at, vector)
  SELECT document, category, flags, title, language, created_at, vector FROM given
)
INSERT INTO ${schema}.posting (lexeme, category, document, x, flags)
SELECT lexeme, category, document, x, flags FROM fresh`;

// Only postings that changed are written: a new reply leaves most of a long thread's alone.
const upsertSql = (schema: IndexSchema) => `WITH ${GIVEN}, old AS MATERIALIZED (${postingKeys(schema)}), gone AS (
  DELETE FROM ${schema}.posting AS p USING old AS o
  WHERE p.lexeme = o.lexeme AND p.category = o.category AND p.document = o.document AND NOT EXISTS (
    SELECT FROM fresh AS f WHERE f.lexeme = o.lexeme AND f.category = o.category AND f.document = o.document)
), stored AS (
  INSERT INTO ${schema}.document (document, category, flags, title, language, created_at, vector)
  SELECT document, category, flags, title, language, created_at, vector FROM given
  ON CONFLICT (document) DO UPDATE SET category = excluded.category, flags = excluded.flags, title = excluded.title,
    language = excluded.language, created_at = excluded.created_at, vector = excluded.vector
)
INSERT INTO ${schema}.posting AS p (lexeme, category, document, x, flags)
SELECT lexeme, category, document, x, flags FROM fresh
ON CONFLICT (lexeme, category, document) DO UPDATE SET x = excluded.x, flags = excluded.flags
WHERE p.x <> excluded.x OR p.flags <> excluded.flags`;

const removeSql = (schema: IndexSchema) => `WITH old AS MATERIALIZED (${postingKeys(schema)}), gone AS (
  DELETE FROM ${schema}.posting AS p USING old AS o
  WHERE p.lexeme = o.lexeme AND p.category = o.category AND p.document = o.document
)
DELETE FROM ${schema}.document WHERE document = ANY ($1::int[])`;

const postingKeys = (schema: IndexSchema) => `SELECT hashtextextended(l.lexeme, 0) AS lexeme, d.category, d.document
  FROM ${schema}.document AS d, unnest(d.vector) AS l WHERE d.document = ANY ($1::int[])`;
