import { pool } from "../app/platform/db.server.ts";
import { idsAfter, loadDocuments } from "./documents.server.ts";
import {
  type CatchUp,
  type Database,
  documentNumber,
  type IndexRebuild,
  keyOf,
  type SearchEngine,
  type SearchKey,
} from "./engine.ts";
import { engines } from "./engines.server.ts";
import { SWAP_LOCK } from "./postgres/rebuild.server.ts";
import { inTransaction } from "./transaction.server.ts";

export interface ReindexProgress {
  engine: string;
  phase: "loading" | "finishing" | "done";
  done: number;
  total: number;
}

export type OnProgress = (progress: ReindexProgress) => void;

/** Another process is at it. */
export class ReindexRunning extends Error {}

const REINDEX_LOCK = 540_812_333;
const BATCH = 400;
/** So many batches are under way besides the one being written. */
const AHEAD = 3;
const SAMPLE = 500;

export interface ReindexOptions {
  onProgress?: OnProgress;
  /** Whose indexes; all of them, unless told. */
  of?: readonly SearchEngine[];
}

/**
 * Builds every engine's index anew from the rows and puts it in place of the old one without a gap. One that was
 * stopped goes on where it stopped. Gives how many threads and answers were read.
 */
export async function reindex({ onProgress = () => {}, of = engines() }: ReindexOptions = {}): Promise<number> {
  return withReindexLock(async () => {
    let documents = 0;
    for (const engine of of) {
      const rebuild = engine.rebuild();
      documents = await new Reindex(engine, rebuild, onProgress).run().finally(() => rebuild.close());
    }
    return documents;
  });
}

/** Queues a reindex where the index is empty and the forum is not, as after an upgrade that remakes the index. */
export async function queueReindexWhenEmpty(): Promise<void> {
  await pool.query(
    `SELECT graphile_worker.add_job('index', '{"reindex": true}'::json, job_key := 'index:reindex', max_attempts := 5)
     WHERE NOT EXISTS (SELECT FROM search.document) AND EXISTS (SELECT FROM "Thread")`,
  );
}

async function withReindexLock<T>(run: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [
      REINDEX_LOCK,
    ]);
    if (!rows[0]?.locked) throw new ReindexRunning("Search is being reindexed already, by another process.");
    return await run();
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [REINDEX_LOCK]).catch(() => undefined);
    client.release();
  }
}

interface Done {
  threadsDone: number;
  answersDone: number;
}

/** One engine's rebuild. */
class Reindex {
  #done = 0;
  #total = 0;

  constructor(
    readonly engine: SearchEngine,
    readonly rebuild: IndexRebuild,
    readonly onProgress: OnProgress,
  ) {}

  async run(): Promise<number> {
    const from = (await this.#stopped()) ?? (await this.#begin());
    this.#total = await countRows();
    this.#done = await countRows(from);
    await this.#load("thread", from.threadsDone);
    await this.#load("answer", from.answersDone);
    this.#tell("finishing");
    await this.rebuild.finish(catchUp(this.engine.name), (db) => this.#end(db));
    this.#tell("done");
    return this.#total;
  }

  /** How far an earlier attempt came. */
  async #stopped(): Promise<Done | undefined> {
    const { rows } = await pool.query<Done>(
      `SELECT "threadsDone", "answersDone" FROM "SearchRebuild" WHERE engine = $1`,
      [this.engine.name],
    );
    return rows[0] && (await this.rebuild.isBegun()) ? rows[0] : undefined;
  }

  /** From here on every change is noted; no writer is in the middle of one that began before. */
  async #begin(): Promise<Done> {
    await inTransaction(pool, async (db) => {
      await db.query("SELECT pg_advisory_xact_lock($1)", [SWAP_LOCK]);
      await db.query(`DELETE FROM "SearchChange" WHERE engine = $1`, [changesOf(this.engine.name)]);
      await db.query(
        `INSERT INTO "SearchRebuild" (engine) VALUES ($1)
         ON CONFLICT (engine) DO UPDATE SET "threadsDone" = 0, "answersDone" = 0, "startedAt" = now()`,
        [this.engine.name],
      );
    });
    await this.rebuild.begin(await loadDocuments(pool, await sampleKeys()));
    return { threadsDone: 0, answersDone: 0 };
  }

  /** While one batch is being written the next are read and made ready, and no more than a few. */
  async #load(kind: SearchKey["kind"], after: number) {
    const writing: Promise<void>[] = [];
    let last = after;
    for (;;) {
      const ids = await idsAfter(pool, kind, last, BATCH);
      if (ids.length === 0) break;
      const documents = await loadDocuments(
        pool,
        ids.map((id) => ({ kind, id })),
      );
      last = ids.at(-1) ?? last;
      const written = this.#write(kind, documents, last, ids.length);
      written.catch(() => undefined); // is thrown where it is awaited
      writing.push(written);
      if (writing.length > AHEAD) await writing.shift();
    }
    await Promise.all(writing);
  }

  async #write(
    kind: SearchKey["kind"],
    documents: Awaited<ReturnType<typeof loadDocuments>>,
    last: number,
    read: number,
  ) {
    const column = kind === "thread" ? '"threadsDone"' : '"answersDone"';
    await this.rebuild.load(documents, async (db) => {
      await db.query(`UPDATE "SearchRebuild" SET ${column} = $2 WHERE engine = $1`, [this.engine.name, last]);
    });
    this.#done += read;
    this.#tell("loading");
  }

  async #end(db: Database) {
    await db.query(`DELETE FROM "SearchRebuild" WHERE engine = $1`, [this.engine.name]);
  }

  #tell(phase: ReindexProgress["phase"]) {
    this.onProgress({ engine: this.engine.name, phase, done: this.#done, total: this.#total });
  }
}

/** Under which name an engine's changes are noted while its new index is built. */
const changesOf = (engine: string) => (engine === "postgres" ? "postgres" : `${engine}_next`);

/** Writes some of what changed while the index was built, as it is now; the note is taken with the write it asks for. */
function catchUp(engine: string): CatchUp {
  return async (write, db) => {
    const keys = await takeChanges(db, changesOf(engine));
    const documents = await loadDocuments(pool, keys);
    const found = new Set(documents.map(documentNumber));
    await write.upsert(documents);
    await write.remove(keys.filter((key) => !found.has(documentNumber(key))));
    return keys.length;
  };
}

async function takeChanges(db: Database, engine: string): Promise<SearchKey[]> {
  const { rows } = await db.query<{ document: number }>(
    `DELETE FROM "SearchChange" WHERE engine = $1 AND document IN (
       SELECT document FROM "SearchChange" WHERE engine = $1 ORDER BY document LIMIT ${BATCH} FOR UPDATE
     ) RETURNING document`,
    [engine],
  );
  return rows.map(({ document }) => keyOf(document));
}

async function sampleKeys(): Promise<SearchKey[]> {
  const { rows } = await pool.query<{ id: number }>(`SELECT id FROM "Thread" ORDER BY random() LIMIT ${SAMPLE}`);
  return rows.map(({ id }) => ({ kind: "thread", id }));
}

async function countRows(
  { threadsDone, answersDone }: Done = { threadsDone: 2_147_483_647, answersDone: 2_147_483_647 },
) {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM "Thread" WHERE id <= $1)::int + (SELECT count(*) FROM "Answer" WHERE id <= $2)::int AS count`,
    [threadsDone, answersDone],
  );
  return rows[0]?.count ?? 0;
}
