import { disconnect } from "./db.server.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.server.ts";
import { databaseUrl, env, setDatabaseUrl } from "./env.server.ts";
import { log } from "./log.server.ts";
import { migrate } from "./migrate.server.ts";

/** Has the database running and of this release: ours in DATA_DIR, or the one that DATABASE_URL names. */
export async function startDatabase(): Promise<{ stop(): Promise<void> }> {
  const embedded = env.DATABASE_URL ? undefined : await startEmbeddedPostgres({ dataDir: env.DATA_DIR });
  if (embedded) setDatabaseUrl(embedded.url);
  const stop = async () => {
    await disconnect();
    await embedded?.stop();
  };
  try {
    await migrate(databaseUrl(), { log: (line) => log.info(line) });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
