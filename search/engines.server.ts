import { pool } from "../app/platform/db.server.ts";
import { env } from "../app/platform/env.server.ts";
import type { SearchEngine } from "./engine.ts";
import { PostgresEngine } from "./postgres/engine.server.ts";

const postgres = new PostgresEngine(pool);

/** The engine in Postgres, which is always kept in step and needs nothing else. */
export const postgresEngine = (): PostgresEngine => postgres;

/** The engine that searches are put to. */
export function engine(): SearchEngine {
  return env.MEILI_URL ? postgres : postgres;
}

/** Every engine whose index is kept. */
export function engines(): SearchEngine[] {
  return [postgres];
}
