import { expect, test } from "vitest";
import { disconnect, prisma, transaction } from "../../app/platform/db.server.ts";
import { statementNames } from "../../app/platform/statement-names.ts";

test("a statement is named when it is asked often, and each name is of one statement", () => {
  const nameOf = statementNames();
  const names = Array.from({ length: 12 }, () => [nameOf("SELECT 1"), nameOf("SELECT 2")]);
  expect(names[0]).toEqual(["", ""]);
  expect(names.at(-1)?.every(Boolean)).toBe(true);
  expect(new Set(names.at(-1)).size).toBe(2);
  expect(names.at(-1)).toEqual(names.at(-2));
});

test("lists of every length do not take all names, and no more are given than a connection may keep", () => {
  const nameOf = statementNames();
  const ask = (sql: string, times: number) => Array.from({ length: times }, () => nameOf(sql)).at(-1);
  for (let length = 1; length < 10_000; length++) ask(`SELECT ${length}`, 2);
  expect(ask("SELECT 'often'", 12)).not.toBe("");
  const given = Array.from({ length: 1_000 }, (_, index) => ask(`SELECT 'also ${index}'`, 12)).filter(Boolean);
  expect(given.length).toBeLessThan(500);
  expect(ask("SELECT 'often'", 1)).not.toBe("");
});

test("PostgreSQL keeps what is asked often, but not what names all columns", async () => {
  await disconnect(); // names are a pool's own, and other tests have had many of this one's
  const kept = await transaction(async (tx) => {
    for (let time = 0; time < 12; time++) {
      await tx.$queryRaw`SELECT 'kept' AS often, id FROM "Category" LIMIT 1`;
      await tx.$queryRaw`SELECT 'not kept' AS often, category.* FROM "Category" category LIMIT 1`;
    }
    return tx.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements WHERE name LIKE 'often%'`;
  });
  const texts = kept.map(({ statement }) => statement);
  expect(texts.filter((text) => text.includes("'kept' AS often"))).toHaveLength(1);
  expect(texts.filter((text) => text.includes("'not kept'"))).toHaveLength(0);
});

test("an upgrade that adds a column while a server runs disturbs nobody", async () => {
  await prisma.$executeRaw`CREATE TABLE upgraded (id int)`;
  try {
    await transaction(async (tx) => {
      const ask = () => tx.$queryRaw`SELECT id FROM upgraded`;
      for (let time = 0; time < 12; time++) await ask();
      await tx.$executeRaw`ALTER TABLE upgraded ADD COLUMN name text`;
      await ask();
    });
  } finally {
    await prisma.$executeRaw`DROP TABLE upgraded`;
  }
});
