import { createHash } from "node:crypto";
import type pg from "pg";
import { fileStore } from "../files/file-store.server.ts";
import { log } from "../log.server.ts";
import { StartupError } from "../startup-error.ts";
import { endOfRows, type FrameReader, frame } from "./frames.server.ts";

/** The files that something refers to; none where the database is of a release that had none. */
export async function listFiles(client: pg.Client): Promise<string[]> {
  const { rowCount } = await client.query(`SELECT 1 WHERE to_regclass('"Attachment"') IS NOT NULL`);
  if (!rowCount) return [];
  const { rows } = await client.query<{ hash: string }>(
    'SELECT hash FROM "Attachment" UNION SELECT "smallHash" FROM "Attachment" WHERE "smallHash" IS NOT NULL',
  );
  return rows.map(({ hash }) => hash);
}

/** A file as frames: its name, its bytes, an empty one. One that the store has lost does not cost the rest. */
export async function* fileFrames(hash: string): AsyncGenerator<Buffer> {
  const bytes = await fileStore().read(hash);
  if (!bytes) return log.error({ hash }, "an attached file is missing in the store, and so in the backup");
  yield frame({ file: hash });
  yield frame(Buffer.from(await new Response(bytes).arrayBuffer()));
  yield endOfRows;
}

/** Puts a file back, after a look whether it is what its name says. */
export async function restoreFile(reader: FrameReader, hash: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of reader.rows()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (createHash("sha256").update(bytes).digest("hex") !== hash)
    throw new StartupError(`The backup is damaged: an attached file is not what it was (${hash}).`);
  await fileStore().put(hash, bytes);
}
