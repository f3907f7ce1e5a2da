import pg from "pg";
import { disconnect } from "../../app/platform/db.server.ts";
import { databaseUrl, setDatabaseUrl } from "../../app/platform/env.server.ts";
import { migrate } from "../../app/platform/migrate.server.ts";

/** Runs with a database of its own on the product's server, which the product takes for its own until it is dropped. */
export async function onScratchDatabase<T>(run: (pool: pg.Pool) => Promise<T>, connections = 4): Promise<T> {
  const before = databaseUrl();
  const name = `search_evaluation_${process.pid}`;
  const admin = new pg.Client({ connectionString: before });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"`);
  const url = Object.assign(new URL(before), { pathname: `/${name}` }).href;
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on("error", () => {}); // connections that are closing when the database goes
  try {
    await migrate(url);
    setDatabaseUrl(url);
    return await run(pool);
  } finally {
    await pool.end();
    await disconnect();
    setDatabaseUrl(before);
    await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.end();
  }
}
