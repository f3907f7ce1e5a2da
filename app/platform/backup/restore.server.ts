import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate, migrationNames } from "../migrate.server.ts";
import { StartupError } from "../startup-error.ts";
import { restoreFile } from "./files.server.ts";
import { FrameReader } from "./frames.server.ts";
import {
  endSchema,
  fileSchema,
  type Head,
  headSchema,
  listMigrations,
  listTables,
  type Table,
  tableSchema,
} from "./tables.server.ts";

/**
 * Reads a backup into a database that nobody uses yet, then brings it to this release. When anything goes wrong the
 * database stays as empty as it was. Returns the number of rows.
 */
export async function restore(databaseUrl: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "answerloop restore" });
  await client.connect();
  try {
    await refuseUnlessEmpty(client);
    const reader = new FrameReader(createReadStream(file).pipe(createGunzip()));
    const head = await readHead(reader, file);
    await matchMigrations(client, databaseUrl, head);
    await client.query("BEGIN");
    const rows = await readAll(client, reader, head);
    await client.query("COMMIT");
    await migrate(databaseUrl);
    await client.query("ANALYZE");
    return rows;
  } finally {
    await client.end();
  }
}

async function readHead(reader: FrameReader, file: string): Promise<Head> {
  const head = headSchema.safeParse(await reader.nextJson().catch(() => undefined));
  if (!head.success) throw new StartupError(`${file} is no backup of Answerloop's.`);
  const known = await migrationNames();
  const unknown = head.data.migrations.filter((name) => !known.includes(name));
  if (unknown.length === 0) return head.data;
  throw new StartupError(
    `The backup is newer than this release: it has ${unknown.join(", ")}. Use that release, or a later one.`,
  );
}

async function refuseUnlessEmpty(client: pg.Client) {
  const { rowCount } = await client.query('SELECT 1 FROM "Account" LIMIT 1');
  if (!rowCount) return;
  throw new StartupError(
    "The database has accounts already, and a backup replaces nothing. Restore into a new one: name another DATA_DIR, or an empty DATABASE_URL.",
  );
}

/** An older backup goes into tables as they were then; the migrations since are applied to its rows. */
async function matchMigrations(client: pg.Client, databaseUrl: string, { migrations }: Head) {
  if ((await listMigrations(client)).join() === migrations.join()) return;
  await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await migrate(databaseUrl, { only: migrations });
}

async function readAll(client: pg.Client, reader: FrameReader, head: Head): Promise<number> {
  const constraints = await openTables(client);
  const rows = await readTables(client, reader);
  await closeTables(client, constraints);
  for (const { name, value } of head.sequences) {
    await client.query("SELECT setval($1::regclass, coalesce($2::bigint, 1), $2 IS NOT NULL)", [name, value]);
  }
  // whoever worked then does not work now
  await client.query(`
    DELETE FROM "WorkerHeartbeat";
    UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL;
    UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL`);
  return rows;
}

async function readTables(client: pg.Client, reader: FrameReader): Promise<number> {
  let rows = 0;
  for (;;) {
    const frame = await reader.nextJson();
    const end = endSchema.safeParse(frame);
    const file = fileSchema.safeParse(frame);
    if (file.success) await restoreFile(reader, file.data.file);
    else if (!end.success) rows += await readTable(client, reader, tableSchema.parse(frame));
    else if (end.data.rows === rows) return rows;
    else throw new StartupError(`The backup should have ${end.data.rows} rows and has ${rows}.`);
  }
}

async function readTable(client: pg.Client, reader: FrameReader, { table, columns }: Table): Promise<number> {
  const target = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(reader.rows()), target);
  return target.rowCount;
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Tables refer to each other in circles and guard what is written to them: neither is for rows that are old. */
async function openTables(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)`);
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const tables = await listTables(client);
  for (const { table } of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.map(({ table }) => table).join(", ")}`); // rows that migrations have made
  return rows;
}

/** Puts back what {@link openTables} took away; the foreign keys are checked anew. */
async function closeTables(client: pg.Client, constraints: ForeignKey[]) {
  for (const { table } of await listTables(client)) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of constraints) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
}
