import { log } from "../app/platform/log.server.ts";
import type {
  SearchEngine,
  SearchHit,
  SearchHits,
  SearchKey,
  SearchQuestion,
  SearchScope,
  SimilarQuestion,
  Synonym,
} from "./engine.ts";
import { documentNumber } from "./engine.ts";
import { readOffset } from "./meilisearch/engine.server.ts";
import { describe, restAskedFor, WrongIndex } from "./meilisearch/errors.server.ts";

/** After a failure the engine is left alone so long: not every page pays for finding it dead. */
const REST = 5_000;

export interface Fallback {
  first: SearchEngine;
  otherwise: SearchEngine;
  /** Whether the first engine has yet to be told of changes that are old. */
  isBehind: () => Promise<boolean>;
  /** Which of these documents the forum has, by the index that is always kept. */
  known: (keys: readonly SearchKey[]) => Promise<ReadonlySet<number>>;
  /** What went wrong, in words for the log. */
  describe?: (error: unknown) => string;
  now?: () => number;
}

/** Asks one engine and, when it is dead, slow, wrong, behind or finds nothing, the other, which always has the answer. */
export class FallbackEngine implements Pick<SearchEngine, "query" | "suggest" | "similar"> {
  #restsUntil = 0;

  constructor(readonly engines: Fallback) {}

  query(question: SearchQuestion): Promise<SearchHits> {
    return this.#ask(
      async (first) => {
        const answer = await first.query(question);
        const isFurther = answer.hits.length > answer.candidates.length;
        const isKnown = await this.#checked(isFurther ? answer.hits : answer.candidates);
        if (!answer.candidates.some(isKnown)) return null;
        const candidates = answer.candidates.filter(isKnown);
        const strangers = answer.candidates.length - candidates.length;
        return {
          ...answer,
          candidates,
          hits: answer.hits.filter(isKnown),
          total: answer.total && answer.total - strangers,
        };
      },
      (otherwise) => afterOffset(otherwise, question),
    );
  }

  suggest(prefix: string, scope: SearchScope, limit: number, synonyms: readonly Synonym[] = []) {
    return this.#ask<SearchHit[]>(
      async (first) => {
        const hits = await first.suggest(prefix, scope, limit, synonyms);
        const known = hits.filter(await this.#checked(hits));
        return known.length > 0 ? known : null;
      },
      (otherwise) => otherwise.suggest(prefix, scope, limit, synonyms),
    );
  }

  similar(question: SimilarQuestion) {
    return this.#ask<SearchHit[]>(
      async (first) => {
        const hits = await first.similar(question);
        return hits.length > 0 ? hits : null;
      },
      (otherwise) => otherwise.similar(question),
    );
  }

  /** That nothing is there is said only when both say so. */
  async #ask<T>(
    ask: (first: SearchEngine) => Promise<T | null>,
    otherwise: (engine: SearchEngine) => Promise<T>,
  ): Promise<T> {
    const { first, otherwise: kept, isBehind, describe: said = describe, now = Date.now } = this.engines;
    if (now() < this.#restsUntil || (await isBehind())) return otherwise(kept);
    try {
      return (await ask(first)) ?? (await otherwise(kept));
    } catch (error) {
      this.#restsUntil = now() + Math.max(REST, restAskedFor(error, now()));
      log.warn({ engine: first.name, reason: said(error) }, "search engine failed; Postgres answers");
      return otherwise(kept);
    }
  }

  /** Which keys there are; an index where half of what it names is not there is another's, or an old one. */
  async #checked(keys: readonly SearchKey[]): Promise<(key: SearchKey) => boolean> {
    const known = await this.engines.known(keys);
    const strangers = keys.filter((key) => !known.has(documentNumber(key))).length;
    if (strangers > TOLERATED && strangers > keys.length / 2)
      throw new WrongIndex(`${strangers} documents are not there`);
    return (key) => known.has(documentNumber(key));
  }
}

/** So many may just have been deleted. */
const TOLERATED = 3;

/** A page that the first engine began is gone on with where it stopped, by counting. */
async function afterOffset(engine: SearchEngine, question: SearchQuestion): Promise<SearchHits> {
  const offset = readOffset(question.after);
  if (offset === 0) return engine.query(question);
  const answer = await engine.query({ ...question, after: null, limit: offset + question.limit });
  return { ...answer, hits: answer.hits.slice(offset) };
}
