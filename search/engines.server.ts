import { pool, read } from "../app/platform/db.server.ts";
import { env } from "../app/platform/env.server.ts";
import { Kept } from "../app/platform/kept.server.ts";
import { documentNumber, type EngineHealth, type SearchEngine, type SearchKey } from "./engine.ts";
import { FallbackEngine } from "./fallback-engine.server.ts";
import { MeilisearchEngine, type Vocabulary } from "./meilisearch/engine.server.ts";
import { correctedQuestion } from "./postgres/corrected-question.server.ts";
import { PostgresEngine } from "./postgres/engine.server.ts";
import { weighedQuestion } from "./postgres/weighed-question.server.ts";

const postgres = new PostgresEngine(pool);
const meilisearch = env.MEILI_URL
  ? new MeilisearchEngine({ url: env.MEILI_URL, key: env.MEILI_KEY }, postgresVocabulary())
  : null;
const asked = meilisearch ? withFallback(meilisearch) : postgres;

/** The engine in Postgres, which is always kept in step and needs nothing else. */
export const postgresEngine = (): PostgresEngine => postgres;

/** The Meilisearch server, where MEILI_URL names one. */
export const meilisearchEngine = (): MeilisearchEngine | null => meilisearch;

/** What searches are put to: Meilisearch where there is one, Postgres whenever it cannot answer. */
export const engine = (): Pick<SearchEngine, "query" | "suggest" | "similar"> => asked;

/** Every engine whose index is kept. */
export const engines = (): SearchEngine[] => (meilisearch ? [postgres, meilisearch] : [postgres]);

function withFallback(first: MeilisearchEngine): FallbackEngine {
  const describe = (error: unknown) => first.describe(error); // without its key
  return new FallbackEngine({ first, otherwise: postgres, isBehind: () => behind.get(), known, describe });
}

/** Words weighed, corrected and brought to their stems by the index in Postgres. */
export function postgresVocabulary(): Vocabulary {
  return {
    async read(parsed, question) {
      const { set, corrections } = await correctedQuestion(pool, parsed, question);
      const rarity = new Map(set.unknown.map((word) => [word, UNKNOWN]));
      for (const { word, weight } of set.lexemes) rarity.set(word, Math.max(weight, rarity.get(word) ?? 0));
      for (const { typed, meant } of corrections) rarity.set(typed, rarity.get(meant) ?? UNKNOWN);
      for (const { typed } of question.synonyms ?? [])
        for (const word of typed.split(" ")) rarity.set(word, rarity.get(word) ?? UNKNOWN);
      return { stems: new Map([["", set.lexemes.map(({ lexeme }) => lexeme)]]), rarity, corrections };
    },
    async telling(question, most) {
      const { lexemes } = await weighedQuestion(pool, question);
      const words = lexemes.toSorted((one, other) => other.weight - one.weight).map(({ word }) => word);
      return [...new Set(words)].slice(0, most);
    },
    rank: (question, only) => postgres.similar({ ...question, filters: { ...question.filters, only } }),
  };
}

/** A word that nobody has written yet is the rarest of all. */
const UNKNOWN = 100;

const HEALTHY_WITHIN = 1_500;

/** How every engine is; one that does not say so soon is not well. */
export function searchHealth(): Promise<EngineHealth[]> {
  return Promise.all(
    engines().map(async (one) => {
      const late = {
        engine: one.name,
        isHealthy: false,
        documents: 0,
        detail: `no answer within ${HEALTHY_WITHIN} ms`,
      };
      return Promise.race([one.health(), after(HEALTHY_WITHIN, late)]);
    }),
  );
}

const after = <T>(milliseconds: number, value: T) =>
  new Promise<T>((resolve) => {
    setTimeout(resolve, milliseconds, value).unref();
  });

/** Changes that Meilisearch, where there is one, has yet to be told of, and since when. */
export async function changesWaiting(): Promise<{ changes: number; since: Date | null }> {
  if (!meilisearch) return { changes: 0, since: null };
  const [row] = await read<{ changes: number; since: Date | null }>(
    "search changes waiting",
    `SELECT count(*)::int AS changes, min("changedAt") AS since FROM "SearchChange" WHERE engine = 'meilisearch'`,
    [],
  );
  return row ?? { changes: 0, since: null };
}

async function known(keys: readonly SearchKey[]): Promise<ReadonlySet<number>> {
  if (keys.length === 0) return new Set();
  const rows = await read<{ document: number }>(
    "search known",
    "SELECT document FROM search.document WHERE document = ANY ($1::int[])",
    [keys.map(documentNumber)],
  );
  return new Set(rows.map(({ document }) => document));
}

/** Changes that Meilisearch has not been told of for a minute: it is dead or slow, and Postgres knows better. */
const behind = new Kept(5_000, async () => {
  const rows = await read<{ is: boolean }>(
    "search is behind",
    `SELECT EXISTS (SELECT FROM "SearchChange" WHERE engine = 'meilisearch' AND "changedAt" < now() - interval '1 minute') AS is`,
    [],
  );
  return rows[0]?.is === true;
});
