import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "../../platform/env.server.ts";
import { FILE_MAX_BYTES } from "./attachment.ts";
import { refused } from "./sniff.server.ts";

/** Where a file waits on its way in: not in memory, where slow senders would heap them. */
const folder = () => path.resolve(env.DATA_DIR, "incoming");

/** A file that has come in, until `drop`. */
export interface IncomingFile {
  size: number;
  read: () => Promise<Buffer>;
  drop: () => Promise<void>;
}

/**
 * Writes a file down as it comes. Whatever goes wrong, it is read to its end: the fields behind it are wanted, and its
 * sender hears why.
 */
export async function receive(data: AsyncIterable<Uint8Array>): Promise<IncomingFile> {
  const place = path.join(folder(), randomUUID());
  const drop = () => rm(place, { force: true });
  let size = 0;
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    return undefined;
  };
  const file = await create(place).catch(fail);
  try {
    for await (const chunk of data) {
      size += chunk.length;
      if (size <= FILE_MAX_BYTES) await file?.write(chunk).catch(fail);
    }
    if (size > FILE_MAX_BYTES) fail(refused("file_too_large"));
  } catch (error) {
    fail(error); // its sender has gone
  }
  await file?.close();
  if (!failure) return { size, read: () => readFile(place), drop };
  await drop();
  throw failure;
}

async function create(place: string) {
  await mkdir(folder(), { recursive: true });
  return open(place, "wx", 0o600);
}

/** Clears what a server left behind that was killed while it received. */
export async function clearIncoming(before: Date): Promise<void> {
  const names = await readdir(folder()).catch(() => []);
  for (const name of names) {
    const place = path.join(folder(), name);
    const found = await stat(place).catch(() => null);
    if (found && found.mtime < before) await rm(place, { force: true });
  }
}
