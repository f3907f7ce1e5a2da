import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

const withDatabase = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** A new database like the migrated template: for tests that start a server, or want one of their own. */
export async function cloneDatabase(): Promise<string> {
  const template = inject("templateUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: withDatabase(template, "postgres") });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${new URL(template).pathname.slice(1)}"`);
  } finally {
    await client.end();
  }
  return withDatabase(template, name);
}

/** Puts a cloned database back to how the template is: empty but for the rows that migrations have made. */
export async function resetDatabase(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica"); // past the guards of append-only tables
    const { rows } = await client.query<{ names: string | null }>(TABLES);
    if (rows[0]?.names) await client.query(`TRUNCATE ${rows[0].names} RESTART IDENTITY CASCADE`);
    await restoreRows(client);
  } finally {
    await client.end();
  }
}

/** Remembers the rows that migrations have made, for {@link resetDatabase}. */
export async function rememberRows(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("CREATE SCHEMA IF NOT EXISTS remembered");
    for (const table of await tablesOf(client, "public")) {
      const { rowCount } = await client.query(`SELECT 1 FROM public."${table}" LIMIT 1`);
      if (rowCount) await client.query(`CREATE TABLE remembered."${table}" AS TABLE public."${table}"`);
    }
  } finally {
    await client.end();
  }
}

async function restoreRows(client: pg.Client) {
  for (const table of await tablesOf(client, "remembered")) {
    const { rows } = await client.query<{ columns: string }>(WRITABLE_COLUMNS, [table]);
    const columns = rows[0]?.columns;
    await client.query(
      `INSERT INTO public."${table}" (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM remembered."${table}"`,
    );
  }
}

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = $1 AND tablename <> '_prisma_migrations'",
    [schema],
  );
  return rows.map(({ tablename }) => tablename);
}

const TABLES = `
  SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS names FROM pg_tables
  WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     OR schemaname = 'graphile_worker' AND tablename IN ('_private_jobs', '_private_job_queues', '_private_known_crontabs')`;

const WRITABLE_COLUMNS = `
  SELECT string_agg(format('%I', column_name), ', ') AS columns FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`;
