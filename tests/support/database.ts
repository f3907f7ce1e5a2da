import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, vi } from "vitest";
import { pool } from "../../app/platform/db.server.ts";

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

/** Waits for what a test before this one has left to be written without waiting for it. */
export const allWritten = () =>
  vi.waitUntil(() => pool.idleCount === pool.totalCount && pool.waitingCount === 0, { timeout: 20_000, interval: 1 });

/** Puts a cloned database back to how the template is: empty but for the rows that migrations have made. */
export const resetDatabase = (url: string) => run(url, RESET);

/** Remembers the rows that migrations have made, for {@link resetDatabase}. */
export const rememberRows = (url: string) => run(url, REMEMBER);

async function run(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

const REMEMBER = `
  CREATE SCHEMA remembered;
  CREATE TABLE remembered._sequences AS
    SELECT format('%I.%I', schemaname, sequencename) AS name, last_value FROM pg_sequences WHERE schemaname = 'public';
  DO $$ DECLARE name text; is_filled bool; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO is_filled;
      IF is_filled THEN EXECUTE format('CREATE TABLE remembered.%1$I AS TABLE public.%1$I', name); END IF;
    END LOOP;
  END $$`;

// As replica: past foreign keys, and past the guards of append-only tables. Most tables are empty and left alone.
const RESET = `
  SET session_replication_role = replica;
  DO $$ DECLARE name text; is_filled bool; columns text; BEGIN
    FOR name IN
      SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' OR schemaname = 'search' AND tablename <> 'stats'
         OR schemaname = 'graphile_worker' AND tablename IN ('_private_jobs', '_private_job_queues', '_private_known_crontabs')
    LOOP
      EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO is_filled;
      IF is_filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
    END LOOP;
    -- what the index knows of its documents, and ranks by
    DELETE FROM search.stats;
    INSERT INTO search.stats DEFAULT VALUES;
    FOR name, columns IN
      SELECT table_name, string_agg(format('%I', column_name), ', ') FROM information_schema.columns
      WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name IN (
        SELECT tablename FROM pg_tables WHERE schemaname = 'remembered' AND tablename <> '_sequences')
      GROUP BY table_name
    LOOP
      EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM remembered.%1$I', name, columns);
    END LOOP;
    PERFORM setval(sequence.name::regclass, coalesce(last_value, 1), last_value IS NOT NULL)
    FROM remembered._sequences sequence;
    -- a migration may have chosen its rows' numbers itself
    FOR name, columns IN
      SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_default LIKE 'nextval(%' AND table_name IN (
        SELECT tablename FROM pg_tables WHERE schemaname = 'remembered' AND tablename <> '_sequences')
    LOOP
      EXECUTE format(
        'SELECT setval(seq, greatest(max(%1$I), nextval(seq) - 1, 1)) FROM public.%2$I, pg_get_serial_sequence(%3$L, %1$L) AS seq GROUP BY seq',
        columns, name, format('public.%I', name));
    END LOOP;
  END $$`;
