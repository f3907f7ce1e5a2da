import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { ByteRange, FileStore } from "./file-store.server.ts";

/** Files in a folder, in 256 folders by their first two letters. */
export class DiskStore implements FileStore {
  constructor(private readonly folder: string) {}

  /** Written beside its place and moved there: a name never stands for half a file. */
  async put(hash: string, bytes: Buffer) {
    const place = this.placeOf(hash);
    const unfinished = `${place}.${randomUUID()}`;
    await mkdir(path.dirname(place), { recursive: true });
    try {
      await writeThrough(unfinished, bytes);
      await rename(unfinished, place);
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async read(hash: string, range?: ByteRange) {
    const file = await open(this.placeOf(hash)).catch(nothingIfMissing);
    if (!file) return null;
    return Readable.toWeb(file.createReadStream(range)) as ReadableStream<Uint8Array>;
  }

  async remove(hash: string) {
    await rm(this.placeOf(hash), { force: true });
  }

  private placeOf(hash: string) {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error("a file is named by its hash");
    return path.join(this.folder, hash.slice(0, 2), hash);
  }
}

async function writeThrough(place: string, bytes: Buffer) {
  const file = await open(place, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function nothingIfMissing(error: NodeJS.ErrnoException) {
  if (error.code === "ENOENT") return null;
  throw error;
}
