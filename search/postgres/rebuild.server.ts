import type pg from "pg";
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
import type { Stem } from "./stems.server.ts";
import {
  addWords,
  type DocumentsToInsert,
  insertRows,
  makeRows,
  type Queryable,
  readAverages,
  removeDocuments,
  upsertDocuments,
} from "./store.server.ts";
import { noteLanguages, recount } from "./upkeep.server.ts";

const NEXT = "search_next";

/**
 * Every writer of the index in use holds this lock shared; whoever begins or ends a rebuild holds it alone for a moment,
 * so that no change falls between the old index and the new one.
 */
export const SWAP_LOCK = 540_812_331;

const POSTING_INDEXES = ["posting_key", "posting_title"];
const WORD_INDEXES = ["word_prefix", "word_ending"];

/** More words than this are not remembered as written: the memory of a rebuild stays bounded. */
const MOST_WORDS_REMEMBERED = 300_000;

/** Fills `search_next` and renames it to `search`. */
export class PostgresRebuild implements IndexRebuild {
  readonly #written = new Set<Stem>();
  #averages: FieldLengths | undefined;
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
    this.#averages ??= await readAverages(this.pool, NEXT);
    return makeRows(this.pool, documents.map(prepare), this.#averages);
  }

  #write(rows: DocumentsToInsert, note: NoteProgress) {
    return inTransaction(this.pool, async (db) => {
      await insertRows(db, NEXT, rows);
      await addWords(db, NEXT, this.#notYetWritten(rows.words));
      await note(db);
    });
  }

  async finish(catchUp: CatchUp = nothingChanged, note: NoteProgress = nothing) {
    await this.#sort();
    while ((await inTransaction(this.pool, (db) => catchUp(writerTo(db), db))) > 0);
    await this.#swap(catchUp, note);
    await this.pool.query("DROP SCHEMA IF EXISTS search_old CASCADE");
  }

  /** Makes the new index searchable: everything that reads it whole goes side by side. */
  async #sort() {
    const indexWords = () => Promise.all(WORD_INDEXES.map((which) => this.#createIndex(which)));
    await Promise.all([
      ...POSTING_INDEXES.map((which) => this.#createIndex(which)),
      recount(this.pool, NEXT).then(indexWords), // it writes into words what is indexed of them
    ]);
    await this.pool.query(`VACUUM (ANALYZE) ${NEXT}.posting, ${NEXT}.frequency, ${NEXT}.word, ${NEXT}.document`);
  }

  async #createIndex(which: string) {
    await inTransaction(this.pool, async (db) => {
      await db.query("SET LOCAL maintenance_work_mem = '256MB'");
      await db.query("SELECT create_search_index($1, $2)", [NEXT, which]);
    });
  }

  /** While writers wait for a moment, the last changes come over and the names change places. */
  async #swap(catchUp: CatchUp, note: NoteProgress) {
    await inTransaction(this.pool, async (db) => {
      await db.query("SELECT pg_advisory_xact_lock($1)", [SWAP_LOCK]);
      while ((await catchUp(writerTo(db), db)) > 0);
      await note(db);
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

  #notYetWritten(words: ReadonlySet<Stem>) {
    if (this.#written.size > MOST_WORDS_REMEMBERED) this.#written.clear();
    const fresh = [...words].filter((stem) => !this.#written.has(stem));
    for (const stem of fresh) this.#written.add(stem);
    return fresh;
  }
}

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
