import { NotFound, Unavailable } from "../../platform/errors.ts";
import { type ByteRange, fileStore } from "../../platform/files/file-store.server.ts";
import { log } from "../../platform/log.server.ts";

/** The bytes under a hash. Where the store is away that is said as such: the file is not lost. */
export async function readStored(hash: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
  const bytes = await fileStore().read(hash, range).catch(away);
  if (bytes) return bytes;
  log.error({ hash }, "a file is missing in the store");
  throw new NotFound();
}

function away(error: unknown): never {
  log.error({ err: error }, "the file store does not answer");
  throw new Unavailable();
}
