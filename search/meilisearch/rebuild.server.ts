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
import type { MeilisearchEngine } from "./engine.server.ts";
import { isIndexMissing } from "./errors.server.ts";
import { INDEX, idOf, type MeilisearchDocument, NEXT_INDEX, settings, toMeilisearch } from "./settings.ts";
import { upload } from "./upload.server.ts";

/** Whoever writes to the index in use holds this lock, and so does who puts another in its place. */
export const FLUSH_LOCK = 540_812_334;

/** Fills an index of another name and swaps the two, which Meilisearch does in one step. */
export class MeilisearchRebuild implements IndexRebuild {
  #loading: Promise<void> = Promise.resolve();

  constructor(readonly engine: MeilisearchEngine) {}

  /** One without its settings was hardly begun. */
  isBegun() {
    return this.engine.isBuilt(NEXT_INDEX);
  }

  async begin() {
    const { client } = this.engine;
    if (await this.#exists(NEXT_INDEX)) await this.engine.settle(client.deleteIndex(NEXT_INDEX));
    await this.engine.settle(client.createIndex(NEXT_INDEX, { primaryKey: "id" }));
    await this.engine.settle(client.index(NEXT_INDEX).updateSettings(settings));
  }

  load(documents: readonly SearchDocument[], note: NoteProgress = nothing) {
    this.#loading = this.#loading.then(async () => {
      await this.#writer.upsert(documents);
      await note(pool);
    });
    return this.#loading;
  }

  async finish(catchUp: CatchUp = nothingChanged, note: NoteProgress = nothing) {
    await inTransaction(pool, async (db) => {
      await db.query("SELECT pg_advisory_xact_lock($1)", [FLUSH_LOCK]);
      while ((await catchUp(this.#writer, db)) > 0);
      // Before the swap: whoever is killed between the two begins anew, and never goes on with the old index as the new.
      await note(pool);
      await this.#swap();
    });
    if (await this.#exists(NEXT_INDEX)) await this.engine.settle(this.engine.client.deleteIndex(NEXT_INDEX));
  }

  async close() {}

  /** The first one takes its name: an empty index in its place, if only for a moment, would say that nothing is there. */
  async #swap() {
    const isFirst = !(await this.#exists(INDEX));
    const indexes: [string, string] = isFirst ? [NEXT_INDEX, INDEX] : [INDEX, NEXT_INDEX];
    await this.engine.settle(this.engine.client.swapIndexes([{ indexes, rename: isFirst }]));
  }

  readonly #writer: IndexWriter = {
    upsert: async (documents) => {
      const next = this.engine.client.index<MeilisearchDocument>(NEXT_INDEX);
      await upload(
        (batch) => this.engine.settle(next.addDocuments(batch, { primaryKey: "id" })),
        [...documents.map(toMeilisearch)],
      );
    },
    remove: async (keys) => {
      const next = this.engine.client.index(NEXT_INDEX);
      if (keys.length > 0) await this.engine.settle(next.deleteDocuments(keys.map(idOf)));
    },
  };

  async #exists(uid: string) {
    try {
      await this.engine.client.getRawIndex(uid);
      return true;
    } catch (error) {
      if (isIndexMissing(error)) return false;
      throw error;
    }
  }
}

const nothing: NoteProgress = async () => {};
