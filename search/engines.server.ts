import { pool, read } from "../app/platform/db.server.ts";
import { env } from "../app/platform/env.server.ts";
import type { EngineHealth, SearchEngine } from "./engine.ts";
import { FallbackEngine } from "./fallback-engine.server.ts";
import { MeilisearchEngine, type Vocabulary } from "./meilisearch/engine.server.ts";
import { PostgresEngine } from "./postgres/engine.server.ts";
import { lookUp } from "./postgres/lexemes.server.ts";

const postgres = new PostgresEngine(pool);
const meilisearch = env.MEILI_URL
  ? new MeilisearchEngine({ url: env.MEILI_URL, key: env.MEILI_KEY }, postgresVocabulary())
  : null;
const asked = meilisearch ? new FallbackEngine({ first: meilisearch, otherwise: postgres, isBehind }) : postgres;

/** The engine in Postgres, which is always kept in step and needs nothing else. */
export const postgresEngine = (): PostgresEngine => postgres;

/** The Meilisearch server, where MEILI_URL names one. */
export const meilisearchEngine = (): MeilisearchEngine | null => meilisearch;

/** What searches are put to: Meilisearch where there is one, Postgres whenever it cannot answer. */
export const engine = (): Pick<SearchEngine, "query" | "suggest"> => asked;

/** Every engine whose index is kept. */
export const engines = (): SearchEngine[] => (meilisearch ? [postgres, meilisearch] : [postgres]);

/** How every engine is. */
export const searchHealth = (): Promise<EngineHealth[]> => Promise.all(engines().map((one) => one.health()));

/** Words weighed by the index in Postgres. */
export function postgresVocabulary(): Vocabulary {
  return {
    async look(words) {
      const { lexemes } = await lookUp(pool, words, []);
      const rarity = new Map(words.map((word) => [word, UNKNOWN]));
      for (const { word, weight } of lexemes) rarity.set(word, weight);
      return { stems: new Map([["", lexemes.map(({ lexeme }) => lexeme)]]), rarity };
    },
  };
}

/** A word that nobody has written yet is the rarest of all. */
const UNKNOWN = 100;

const LOOKED_AT_EVERY = 5_000;
let behind = { is: false, until: 0 };

/** Changes that Meilisearch has not been told of for a minute: it is dead or slow, and Postgres knows better. */
async function isBehind(): Promise<boolean> {
  if (Date.now() < behind.until) return behind.is;
  const rows = await read<{ is: boolean }>(
    "search is behind",
    `SELECT EXISTS (SELECT FROM "SearchChange" WHERE engine = 'meilisearch' AND "changedAt" < now() - interval '1 minute') AS is`,
    [],
  );
  behind = { is: rows[0]?.is === true, until: Date.now() + LOOKED_AT_EVERY };
  return behind.is;
}
