// Applies prisma/migrations at start, the way `prisma migrate deploy` does and in the same table, without Prisma's
// command line. Either may be used on a database that the other has migrated.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { StartupError } from "./startup-error.ts";

const PRISMA_LOCK = 72707369; // the advisory lock that Prisma Migrate takes
const MIGRATIONS = "prisma/migrations";

/** The database cannot be brought to what this code needs; the message says what to do. */
export class MigrationError extends StartupError {}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface Options {
  folder?: string;
  /** Only these, to make a database as an earlier release had it. */
  only?: readonly string[];
  log?: (line: string) => void;
}

/** Brings the database to this release, one starter at a time. Returns the names of what was applied. */
export async function migrate(url: string, options: Options = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "answerloop migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const wanted = await pendingMigrations(client, options);
    for (const migration of wanted) {
      await apply(client, migration);
      options.log?.(`applied migration ${migration.name}`);
    }
    await runMigrations({ connectionString: url }); // the job queue's own tables
    return wanted.map(({ name }) => name);
  } finally {
    await client.end(); // also gives back the lock
  }
}

/** The names of migrations that this code has and the database has not. */
export async function missingMigrations(client: Pick<pg.Pool, "query">, folder = MIGRATIONS): Promise<string[]> {
  const applied = await client.query<{ migration_name: string }>(
    `SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const names = new Set(applied.rows.map((row) => row.migration_name));
  return (await migrationNames(folder)).filter((name) => !names.has(name));
}

async function pendingMigrations(client: pg.Client, { folder = MIGRATIONS, only, log }: Options) {
  const applied = await appliedMigrations(client);
  const names = await migrationNames(folder);
  const unknown = [...applied.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw newerDatabase(unknown);
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  for (const { name, checksum } of migrations) {
    const known = applied.get(name);
    if (known && known !== checksum) log?.(`migration ${name} was changed after it was applied`);
  }
  return migrations.filter(({ name }) => !applied.has(name) && (only?.includes(name) ?? true));
}

function newerDatabase(unknown: string[]) {
  return new MigrationError(
    `This database is newer than this release: it has ${unknown.join(", ")}. ` +
      "Start the release that made it, or a later one. Nothing was changed.",
  );
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find((row) => !row.finished_at);
  if (failed) {
    throw new MigrationError(
      `Migration ${failed.migration_name} failed earlier: see the logs column of _prisma_migrations, mend it, ` +
        `then run: npx prisma migrate resolve --rolled-back ${failed.migration_name}`,
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** The names of this code's migrations, in order. */
export async function migrationNames(folder = MIGRATIONS): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  const id = randomUUID();
  await client.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)`, [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql); // one implicit transaction
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, String(error)]);
    throw new MigrationError(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
  await client.query(`UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`, [
    id,
  ]);
}

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;
