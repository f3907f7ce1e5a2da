import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { MigrationError, migrate, missingMigrations } from "../../app/platform/migrate.server.ts";
import { cloneDatabase } from "../support/database.ts";

const folder = mkdtempSync(path.join(tmpdir(), "answerloop-migrations-"));
let url: string;

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  rmSync(folder, { recursive: true });
  cpSync("prisma/migrations", folder, { recursive: true });
  url = await cloneDatabase();
});

function write(name: string, sql: string) {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

async function query(text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

describe("migrations at start", () => {
  test("do nothing when there is nothing to do", async () => {
    expect(await migrate(url, { folder })).toEqual([]);
  });

  test("are applied once, in order, even by many who start at once", async () => {
    write("9001_first", "CREATE TABLE later (n int)");
    write("9002_second", "INSERT INTO later VALUES (1)");
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { folder })));
    expect(applied.flat()).toEqual(["9001_first", "9002_second"]);
    expect((await query("SELECT n FROM later")).rows).toEqual([{ n: 1 }]);
  });

  test("leave nothing behind when one fails, and name it until it is settled", async () => {
    write("9001_broken", "CREATE TABLE half (n int); SELECT 1 / 0");
    await expect(migrate(url, { folder })).rejects.toThrow("Migration 9001_broken failed: division by zero");
    await expect(query("SELECT 1 FROM half")).rejects.toThrow("does not exist");
    await expect(migrate(url, { folder })).rejects.toThrow(/9001_broken failed earlier.*migrate resolve/);
  });

  test("refuse a database that is newer than the code", async () => {
    write("9001_later", "SELECT 1");
    await migrate(url, { folder });
    await expect(migrate(url)).rejects.toThrow(MigrationError);
    await expect(migrate(url)).rejects.toThrow(/newer than this release: it has 9001_later/);
  });

  test("are told as missing until they are applied", async () => {
    write("9001_later", "SELECT 1");
    const pool = new pg.Pool({ connectionString: url });
    expect(await missingMigrations(pool, folder)).toEqual(["9001_later"]);
    await migrate(url, { folder });
    expect(await missingMigrations(pool, folder)).toEqual([]);
    await pool.end();
  });
});
