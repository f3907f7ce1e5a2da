import { log } from "../app/platform/log.server.ts";
import type { SearchEngine, SearchHit, SearchHits, SearchQuestion, SearchScope } from "./engine.ts";
import { describe, readOffset } from "./meilisearch/engine.server.ts";

/** After a failure the engine is left alone so long: not every page pays for finding it dead. */
const REST = 5_000;

export interface Fallback {
  first: SearchEngine;
  otherwise: SearchEngine;
  /** Whether the first engine has yet to be told of changes that are old. */
  isBehind: () => Promise<boolean>;
  now?: () => number;
}

/** Asks one engine and, when it is dead, slow, wrong or behind, the other, which always has the answer. */
export class FallbackEngine implements Pick<SearchEngine, "query" | "suggest"> {
  #restsUntil = 0;

  constructor(readonly engines: Fallback) {}

  query(question: SearchQuestion): Promise<SearchHits> {
    return this.#ask(
      (first) => first.query(question),
      (otherwise) => afterOffset(otherwise, question),
    );
  }

  suggest(prefix: string, scope: SearchScope, limit: number): Promise<SearchHit[]> {
    return this.#ask(
      (first) => first.suggest(prefix, scope, limit),
      (otherwise) => otherwise.suggest(prefix, scope, limit),
    );
  }

  async #ask<T>(ask: (first: SearchEngine) => Promise<T>, otherwise: (engine: SearchEngine) => Promise<T>): Promise<T> {
    const { first, otherwise: kept, isBehind, now = Date.now } = this.engines;
    if (now() < this.#restsUntil || (await isBehind())) return otherwise(kept);
    try {
      return await ask(first);
    } catch (error) {
      this.#restsUntil = now() + REST;
      log.warn({ engine: first.name, reason: describe(error) }, "search engine failed; Postgres answers");
      return otherwise(kept);
    }
  }
}

/** A page that the first engine began is gone on with where it stopped, by counting. */
async function afterOffset(engine: SearchEngine, question: SearchQuestion): Promise<SearchHits> {
  const offset = readOffset(question.after);
  if (offset === 0) return engine.query(question);
  const answer = await engine.query({ ...question, after: null, limit: offset + question.limit });
  return { ...answer, hits: answer.hits.slice(offset) };
}
