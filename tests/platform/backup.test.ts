import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedIfEmpty } from "../../app/commands/seed.server.ts";
import { backUp } from "../../app/platform/backup/back-up.server.ts";
import { restore } from "../../app/platform/backup/restore.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { fileStore } from "../../app/platform/files/file-store.server.ts";
import { migrate, migrationNames } from "../../app/platform/migrate.server.ts";
import { cloneDatabase } from "../support/database.ts";

const words = Buffer.from("a file that a backup brings along");
const hash = createHash("sha256").update(words).digest("hex");
const folder = mkdtempSync(path.join(tmpdir(), "answerloop-backup-"));
const file = path.join(folder, "whole.backup");
let rows: number;

beforeAll(async () => {
  await seedIfEmpty();
  await fileStore().put(hash, words);
  await query(
    databaseUrl(),
    `INSERT INTO "StoredFile" (hash, size) VALUES ('${hash}', ${words.length});
     INSERT INTO "Attachment" ("accountId", name, type, size, hash)
     SELECT min(id), 'a.txt', 'text/plain', ${words.length}, '${hash}' FROM "Account"`,
  );
  await query(
    databaseUrl(),
    `SELECT graphile_worker.add_job('index', '{"waits": true}', run_at => now() + interval '1 day')`,
  );
  rows = await backUp(databaseUrl(), file);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function query<Row extends pg.QueryResultRow>(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const tables = (url: string) =>
  query<{ name: string }>(
    url,
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );

/** What every table holds, as a checksum. */
async function contents(url: string) {
  const found: Record<string, string | null> = {};
  for (const { name } of await tables(url)) {
    if (name === "_prisma_migrations" || name === "WorkerHeartbeat") continue;
    const [row] = await query<{ sum: string | null }>(
      url,
      `SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS sum FROM "${name}" t`,
    );
    found[name] = row?.sum ?? null;
  }
  return found;
}

/** Of the search index, which is made anew and not backed up, some tables come and go. */
const guards = (url: string) =>
  query(
    url,
    `SELECT conname AS name, convalidated AS ok FROM pg_constraint WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT tgname, tgenabled = 'O' FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );

describe("a backup", () => {
  test("restores to a database that holds the same, guards it the same, and counts on from there", async () => {
    const target = await cloneDatabase();
    expect(await restore(target, file)).toBe(rows);
    expect(rows).toBeGreaterThan(500);
    expect(await contents(target)).toEqual(await contents(databaseUrl()));
    expect(await guards(target)).toEqual(await guards(databaseUrl()));
    const next = `SELECT nextval('"Thread_id_seq"')::int > (SELECT max(id) FROM "Thread") AS "isNew"`;
    expect(await query(target, next)).toEqual([{ isNew: true }]);
  });

  test("brings along the files, and refuses one that is not what it was", async () => {
    await fileStore().remove(hash);
    await restore(await cloneDatabase(), file);
    expect(await new Response(await fileStore().read(hash)).text()).toBe(words.toString());
    await fileStore().put(hash, Buffer.from("other words"));
    const damaged = path.join(folder, "damaged.backup");
    await backUp(databaseUrl(), damaged);
    await expect(restore(await cloneDatabase(), damaged)).rejects.toThrow("is damaged");
    await fileStore().put(hash, words);
  });

  test("brings along the jobs that wait", async () => {
    const target = await cloneDatabase();
    await restore(target, file);
    expect(
      await query(target, "SELECT 1 FROM graphile_worker.jobs WHERE run_at > now() + interval '1 hour'"),
    ).toHaveLength(1);
  });

  test("is readable by its owner alone, and nothing is left of an unfinished one", () => {
    expect(existsSync(`${file}.unfinished`)).toBe(false);
    expect(readFileSync(file).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  test("replaces nothing", async () => {
    await expect(restore(databaseUrl(), file)).rejects.toThrow("has accounts already");
  });

  test("that is cut short is refused as a whole", async () => {
    const broken = path.join(folder, "broken.backup");
    copyFileSync(file, broken);
    truncateSync(broken, readFileSync(file).length - 2000);
    const target = await cloneDatabase();
    await expect(restore(target, broken)).rejects.toThrow();
    expect(await query(target, 'SELECT 1 FROM "Account"')).toEqual([]);
    expect(await restore(target, file)).toBe(rows);
  });

  test("that is none is refused by name", async () => {
    const other = path.join(folder, "other.txt");
    writeFileSync(other, "hello");
    await expect(restore(await cloneDatabase(), other)).rejects.toThrow(`${other} is no backup`);
  });

  test("of an earlier release is brought to this one", async () => {
    const names = await migrationNames();
    const source = await cloneDatabase();
    await query(source, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await migrate(source, { only: names.slice(0, 1) });
    await query(source, `INSERT INTO "Account" (name, handle) VALUES ('Vera', 'vera')`);
    const early = path.join(folder, "early.backup");
    await backUp(source, early);

    const target = await cloneDatabase();
    await restore(target, early);
    expect(await query(target, 'SELECT handle FROM "Account"')).toEqual([{ handle: "vera" }]);
    expect(await migrate(target), "nothing is left to apply").toEqual([]);
  });
});
