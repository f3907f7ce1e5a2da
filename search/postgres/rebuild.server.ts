import type pg from "pg";
import type { FieldLengths, IndexRebuild, IndexWriter, SearchDocument } from "../engine.ts";
import { averageLengths, prepare } from "./prepare.ts";
import {
  addWords,
  insertDocuments,
  type Queryable,
  readAverages,
  removeDocuments,
  upsertDocuments,
} from "./store.server.ts";
import { recount } from "./upkeep.server.ts";

const NEXT = "search_next";

/**
 * Every writer of the index in use holds this lock shared; whoever begins or ends a rebuild holds it alone for a moment,
 * so that no change falls between the old index and the new one.
 */
export const SWAP_LOCK = 540_812_331;

/** More words than this are not remembered as written: the memory of a rebuild stays bounded. */
const MOST_WORDS_REMEMBERED = 300_000;

/** Fills `search_next` and renames it to `search`. */
export class PostgresRebuild implements IndexRebuild {
  readonly #written = new Set<string>();
  #averages: FieldLengths | undefined;

  constructor(readonly pool: pg.Pool) {}

  async begin(sample: readonly SearchDocument[]) {
    const { rows } = await this.pool.query(`SELECT FROM pg_namespace WHERE nspname = $1`, [NEXT]);
    if (rows.length === 0)
      await this.#create(averageLengths(sample.map(prepare), await readAverages(this.pool, "search")));
    this.#averages = await readAverages(this.pool, NEXT);
  }

  async load(documents: readonly SearchDocument[]) {
    await this.loadIn(this.pool, documents);
  }

  /** The same in a caller's transaction, which can note in the same commit how far it has come. */
  async loadIn(db: Queryable, documents: readonly SearchDocument[]) {
    if (!this.#averages) throw new Error("A rebuild has to begin before it loads.");
    if (documents.length === 0) return;
    const words = await insertDocuments(db, NEXT, documents.map(prepare), this.#averages);
    await addWords(db, NEXT, this.#notYetWritten(words));
  }

  async finish(catchUp: (write: IndexWriter) => Promise<void>) {
    await this.sort();
    await catchUp(writerTo(this.pool));
    await this.swap(catchUp);
  }

  /** Makes the new index searchable. */
  async sort() {
    await this.pool.query("SELECT create_search_indexes($1)", [NEXT]);
    await recount(this.pool, NEXT);
    await this.pool.query(`VACUUM (ANALYZE) ${NEXT}.posting, ${NEXT}.frequency, ${NEXT}.word, ${NEXT}.document`);
  }

  /** Brings the last changes over and puts the new index in the old one's place, while writers wait. */
  async swap(catchUp: (write: IndexWriter, db: Queryable) => Promise<void>) {
    await inTransaction(this.pool, async (db) => {
      await db.query("SELECT pg_advisory_xact_lock($1)", [SWAP_LOCK]);
      await catchUp(writerTo(db), db);
      await db.query(`ALTER SCHEMA search RENAME TO search_old; ALTER SCHEMA ${NEXT} RENAME TO search`);
    });
    await this.pool.query("DROP SCHEMA IF EXISTS search_old CASCADE");
  }

  async #create(averages: FieldLengths) {
    await inTransaction(this.pool, async (db) => {
      await db.query("SELECT create_search_tables($1)", [NEXT]);
      await db.query(
        `UPDATE ${NEXT}.stats SET average_title = $1, average_question = $2, average_solution = $3, average_replies = $4`,
        [averages.title, averages.body, averages.solution, averages.replies],
      );
    });
  }

  #notYetWritten(words: ReadonlyMap<string, string>) {
    if (this.#written.size > MOST_WORDS_REMEMBERED) this.#written.clear();
    const fresh = new Map([...words].filter(([word]) => !this.#written.has(word)));
    for (const word of fresh.keys()) this.#written.add(word);
    return fresh;
  }
}

const writerTo = (db: Queryable): IndexWriter => ({
  upsert: (documents) => upsertDocuments(db, NEXT, documents),
  remove: (keys) => removeDocuments(db, NEXT, keys),
});

/** Runs steps as one commit on a connection of its own. */
export async function inTransaction<T>(pool: pg.Pool, steps: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await steps(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
