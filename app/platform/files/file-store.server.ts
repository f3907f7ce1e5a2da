import path from "node:path";
import { env } from "../env.server.ts";
import { DiskStore } from "./disk-store.server.ts";
import { S3Store } from "./s3-store.server.ts";

/** From and to which byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where files are kept, by the SHA-256 of what is in them: the same key always means the same bytes. */
export interface FileStore {
  /** Whole once it returns, and nothing at all when it fails. */
  put(hash: string, bytes: Buffer): Promise<void>;
  /** Null where there is no such file. */
  read(hash: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | null>;
  /** Also when it is gone already. */
  remove(hash: string): Promise<void>;
}

const chosen = globalThis as { __fileStore?: FileStore };

/** The store of this installation: a bucket when one is configured, else a folder in DATA_DIR. */
export function fileStore(): FileStore {
  chosen.__fileStore ??= env.S3_BUCKET
    ? new S3Store({
        bucket: env.S3_BUCKET,
        endpoint: env.S3_ENDPOINT,
        region: env.S3_REGION,
        accessKeyId: env.S3_ACCESS_KEY_ID,
        secretAccessKey: env.S3_SECRET_ACCESS_KEY,
      })
    : new DiskStore(path.resolve(env.DATA_DIR, "files"));
  return chosen.__fileStore;
}

/** Keeps files elsewhere from now on: for tests. */
export function setFileStore(store: FileStore) {
  chosen.__fileStore = store;
}
