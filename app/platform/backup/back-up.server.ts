import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { fileFrames, listFiles } from "./files.server.ts";
import { endOfRows, frame } from "./frames.server.ts";
import { type Head, listMigrations, listSequences, listTables, type Table } from "./tables.server.ts";

/**
 * Writes everything in the database and all attached files to one file, as it was at one moment, while others go on
 * working. The file appears only when it is whole. Returns the number of rows.
 */
export async function backUp(databaseUrl: string, file: string): Promise<number> {
  const unfinished = `${file}.unfinished`;
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "answerloop backup" });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const rows = await writeFile(client, unfinished);
    await rename(unfinished, file);
    return rows;
  } finally {
    await client.end();
    await rm(unfinished, { force: true });
  }
}

async function writeFile(client: pg.Client, file: string): Promise<number> {
  const gzip = createGzip({ level: 6 });
  const written = finished(gzip.pipe(createWriteStream(file, { mode: 0o600 })));
  const rows = await writeAll(client, gzip);
  gzip.end();
  await written;
  return rows;
}

async function writeAll(client: pg.Client, out: Writable): Promise<number> {
  await write(out, frame(await headOf(client)));
  let rows = 0;
  for (const table of await listTables(client)) rows += await writeTable(client, table, out);
  for (const hash of await listFiles(client)) for await (const piece of fileFrames(hash)) await write(out, piece);
  await write(out, frame({ end: true, rows }));
  return rows;
}

async function headOf(client: pg.Client): Promise<Head> {
  return {
    format: "answerloop backup 1",
    madeAt: new Date().toISOString(),
    migrations: await listMigrations(client),
    sequences: await listSequences(client),
  };
}

async function writeTable(client: pg.Client, table: Table, out: Writable): Promise<number> {
  await write(out, frame(table));
  const rows = client.query(copyTo(`COPY ${table.table} (${table.columns.join(", ")}) TO STDOUT`));
  for await (const chunk of rows) await write(out, frame(chunk as Buffer));
  await write(out, endOfRows);
  return rows.rowCount;
}

async function write(out: Writable, bytes: Buffer) {
  if (!out.write(bytes)) await once(out, "drain");
}
