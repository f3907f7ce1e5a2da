import type { S3Client } from "@aws-sdk/client-s3";
import type { ByteRange, FileStore } from "./file-store.server.ts";

export interface Bucket {
  bucket: string;
  /** Left out: Amazon's own. */
  endpoint?: string;
  region: string;
  /** Left out: whatever the machine has been given (its role, its profile). */
  accessKeyId?: string;
  secretAccessKey?: string;
}

const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 10_000;
const ATTEMPTS = 2;

/** Files in a bucket of Amazon S3, or of what speaks like it. */
export class S3Store implements FileStore {
  private opened: Promise<S3Client> | undefined;

  constructor(private readonly at: Bucket) {}

  async put(hash: string, bytes: Buffer) {
    const { PutObjectCommand } = await sdk();
    const type = "application/octet-stream";
    await (await this.client()).send(new PutObjectCommand({ ...this.object(hash), Body: bytes, ContentType: type }));
  }

  async read(hash: string, range?: ByteRange) {
    const { GetObjectCommand, NoSuchKey } = await sdk();
    const Range = range && `bytes=${range.start}-${range.end}`;
    const asked = (await this.client()).send(new GetObjectCommand({ ...this.object(hash), Range }));
    const found = await asked.catch((error: unknown) => {
      if (error instanceof NoSuchKey) return null;
      throw error;
    });
    return found?.Body ? (found.Body.transformToWebStream() as ReadableStream<Uint8Array>) : null;
  }

  async remove(hash: string) {
    const { DeleteObjectCommand } = await sdk();
    await (await this.client()).send(new DeleteObjectCommand(this.object(hash)));
  }

  private object(hash: string) {
    return { Bucket: this.at.bucket, Key: `files/${hash.slice(0, 2)}/${hash}` };
  }

  private client() {
    this.opened ??= open(this.at);
    return this.opened;
  }
}

/** Loaded by whoever has a bucket: it is large. */
const sdk = () => import("@aws-sdk/client-s3");

async function open({ endpoint, region, accessKeyId, secretAccessKey }: Bucket) {
  const { S3Client } = await sdk();
  return new S3Client({
    region,
    endpoint,
    forcePathStyle: endpoint !== undefined,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    maxAttempts: ATTEMPTS,
    // Others than Amazon take the checksum that is streamed behind a body for the body's own words.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, requestTimeout: ANSWER_WITHIN_MS },
  });
}
