import { type EnqueuedTaskPromise, type Meilisearch, MeilisearchApiError } from "meilisearch";
import { pool } from "../../app/platform/db.server.ts";
import {
  type CatchUp,
  type IndexRebuild,
  type IndexWriter,
  type NoteProgress,
  nothingChanged,
  type SearchDocument,
} from "../engine.ts";
import { inTransaction } from "../transaction.server.ts";
import { INDEX, idOf, NEXT_INDEX, settings, toMeilisearch } from "./settings.ts";

type Settle = (task: EnqueuedTaskPromise) => Promise<void>;

/** Whoever writes to the index in use holds this lock, and so does who puts another in its place. */
export const FLUSH_LOCK = 540_812_334;

/** Fills an index of another name and swaps the two, which Meilisearch does in one step. */
export class MeilisearchRebuild implements IndexRebuild {
  constructor(
    readonly client: Meilisearch,
    readonly settle: Settle,
  ) {}

  isBegun() {
    return this.#exists(NEXT_INDEX);
  }

  async begin() {
    if (await this.#exists(NEXT_INDEX)) await this.settle(this.client.deleteIndex(NEXT_INDEX));
    await this.settle(this.client.createIndex(NEXT_INDEX, { primaryKey: "id" }));
    await this.settle(this.client.index(NEXT_INDEX).updateSettings(settings));
  }

  async load(documents: readonly SearchDocument[], note: NoteProgress = nothing) {
    await this.#writer.upsert(documents);
    await note(pool);
  }

  async finish(catchUp: CatchUp = nothingChanged, note: NoteProgress = nothing) {
    await inTransaction(pool, async (db) => {
      await db.query("SELECT pg_advisory_xact_lock($1)", [FLUSH_LOCK]);
      while ((await catchUp(this.#writer, db)) > 0);
      if (!(await this.#exists(INDEX))) await this.settle(this.client.createIndex(INDEX, { primaryKey: "id" }));
      await this.settle(this.client.swapIndexes([{ indexes: [INDEX, NEXT_INDEX], rename: false }]));
      await note(db);
    });
    await this.settle(this.client.deleteIndex(NEXT_INDEX));
  }

  readonly #writer: IndexWriter = {
    upsert: async (documents) => {
      if (documents.length === 0) return;
      await this.settle(this.client.index(NEXT_INDEX).addDocuments(documents.map(toMeilisearch), { primaryKey: "id" }));
    },
    remove: async (keys) => {
      if (keys.length > 0) await this.settle(this.client.index(NEXT_INDEX).deleteDocuments(keys.map(idOf)));
    },
  };

  async #exists(uid: string) {
    try {
      await this.client.getRawIndex(uid);
      return true;
    } catch (error) {
      if (error instanceof MeilisearchApiError && error.cause?.code === "index_not_found") return false;
      throw error;
    }
  }
}

const nothing: NoteProgress = async () => {};
