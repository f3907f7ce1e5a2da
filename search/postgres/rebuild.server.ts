import type pg from "pg";
import { databaseUrl } from "../../app/platform/env.server.ts";
import {
  type CatchUp,
  type FieldLengths,
  type IndexRebuild,
  type IndexWriter,
  type NoteProgress,
  nothingChanged,
  type SearchDocument,
} from "../engine.ts";
import { inTransaction } from "../transaction.server.ts";
import { averageLengths, prepare } from "./prepare.ts";
import type { MadeRows } from "./row-maker.server.ts";
import { RowThreads } from "./row-threads.server.ts";
import { insertRows, type Queryable, readAverages, removeDocuments, upsertDocuments } from "./store.server.ts";
import { countPostings, countWords, noteLanguages } from "./upkeep.server.ts";

const NEXT = "search_next";

/**
 * Every writer of the index in use holds this lock shared; whoever begins or ends a rebuild holds it alone for a moment,
 * so that no change falls between the old index and the new one.
 */
export const SWAP_LOCK = 540_812_331;

const TABLES = `${NEXT}.posting, ${NEXT}.frequency, ${NEXT}.word, ${NEXT}.document`;
const POSTING_INDEXES = ["posting_key", "posting_title"];
const WORD_INDEXES = ["word_prefix", "word_ending"];

/** Fills `search_next` and renames it to `search`. */
export class PostgresRebuild implements IndexRebuild {
  #threads: Promise<RowThreads> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(readonly pool: pg.Pool) {}

  async isBegun() {
    const { rows } = await this.pool.query(`SELECT FROM pg_namespace WHERE nspname = $1`, [NEXT]);
    return rows.length > 0;
  }

  async begin(sample: readonly SearchDocument[]) {
    await this.#create(averageLengths(sample.map(prepare), await readAverages(this.pool, "search")));
  }

  /** Rows are made while those of the call before are being written; they are written in the order of the calls. */
  load(documents: readonly SearchDocument[], note: NoteProgress = nothing) {
    const rows = this.#rowsOf(documents);
    const before = this.#writing;
    this.#writing = rows.then(async (made) => {
      await before; // what failed there leaves a gap, and nothing may be written behind it
      await this.#write(made, note);
    });
    return this.#writing;
  }

  async #rowsOf(documents: readonly SearchDocument[]) {
    this.#threads ??= this.#startThreads();
    return (await this.#threads).make(documents);
  }

  async #startThreads() {
    const averages = await readAverages(this.pool, NEXT);
    return new RowThreads(this.pool.options.connectionString ?? databaseUrl(), averages);
  }

  #write(rows: MadeRows, note: NoteProgress) {
    return this.#inHaste(async (db) => {
      await insertRows(db, NEXT, rows);
      await note(db);
    });
  }

  async close() {
    const threads = this.#threads;
    this.#threads = undefined;
    await (await threads)?.close();
  }

  async finish(catchUp: CatchUp = nothingChanged, note: NoteProgress = nothing) {
    await this.#sort();
    while ((await inTransaction(this.pool, (db) => catchUp(writerTo(db), db))) > 0);
    await this.#swap(catchUp, note);
    await this.pool.query("DROP SCHEMA IF EXISTS search_old CASCADE");
  }

  /**
   * Makes the new index searchable. Vacuumed first, its postings are counted in the order of their index, which costs a
   * third of sorting them once more.
   */
  async #sort() {
    await this.close();
    await this.#vacuum();
    await Promise.all(POSTING_INDEXES.map((which) => this.#createIndex(which)));
    await countPostings(this.pool, NEXT);
    await this.#inHaste((db) => countWords(db, NEXT));
    await Promise.all(WORD_INDEXES.map((which) => this.#createIndex(which)));
    await this.pool.query(
      `ANALYZE ${NEXT}.posting, ${NEXT}.frequency, ${NEXT}.word, ${NEXT}.document (document, category, language)`,
    );
  }

  /** No transaction may hold it, so the connection is told, and forgotten. */
  async #vacuum() {
    const client = await this.pool.connect();
    try {
      await client.query(IN_HASTE, [false]);
      await client.query(`VACUUM ${TABLES}`);
    } finally {
      client.release(true);
    }
  }

  #createIndex(which: string) {
    return this.#inHaste((db) => db.query("SELECT create_search_index($1, $2)", [NEXT, which]));
  }

  /** A transaction that may be lost, whole, when the server dies: the rebuild goes on where the last one left it. */
  #inHaste<T>(steps: (db: pg.PoolClient) => Promise<T>) {
    return inTransaction(this.pool, async (db) => {
      await db.query(IN_HASTE, [true]);
      return steps(db);
    });
  }

  /** While writers wait for a moment, the last changes come over and the names change places. */
  async #swap(catchUp: CatchUp, note: NoteProgress) {
    await inTransaction(this.pool, async (db) => {
      await db.query("SELECT pg_advisory_xact_lock($1)", [SWAP_LOCK]);
      while ((await catchUp(writerTo(db), db)) > 0);
      await note(db);
      await db.query(`DROP TABLE ${NEXT}.met_word`);
      await db.query("DROP SCHEMA IF EXISTS search_old CASCADE");
      await db.query("ALTER SCHEMA search RENAME TO search_old");
      await db.query(`ALTER SCHEMA ${NEXT} RENAME TO search`);
    });
  }

  async #create(averages: FieldLengths) {
    await inTransaction(this.pool, async (db) => {
      await db.query(`DROP SCHEMA IF EXISTS ${NEXT} CASCADE`);
      await db.query("SELECT create_search_tables($1)", [NEXT]);
      await db.query(
        `UPDATE ${NEXT}.stats SET average_title = $1, average_question = $2, average_solution = $3, average_replies = $4`,
        [averages.title, averages.body, averages.solution, averages.replies],
      );
    });
  }
}

// Pressing pages together for the log takes half of the time that an index takes to build; not everybody may say so.
const IN_HASTE = `
SELECT set_config(name, value, $1::bool) FROM (VALUES ('synchronous_commit', 'off'), ('maintenance_work_mem', '256MB'), ('wal_compression', 'off'))
  AS settings (name, value) WHERE name <> 'wal_compression' OR has_parameter_privilege('wal_compression', 'SET')`;

const nothing: NoteProgress = async () => {};

const writerTo = (db: Queryable): IndexWriter => ({
  async upsert(documents) {
    await upsertDocuments(db, NEXT, documents);
    await noteLanguages(
      db,
      NEXT,
      documents.map(({ language }) => language),
    );
  },
  remove: (keys) => removeDocuments(db, NEXT, keys),
});
