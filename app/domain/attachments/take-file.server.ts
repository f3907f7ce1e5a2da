import { createHash } from "node:crypto";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { fileStore } from "../../platform/files/file-store.server.ts";
import { Gate } from "../../platform/gate.server.ts";
import { log } from "../../platform/log.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { withoutPrivateName } from "../private-values/names.server.ts";
import { type AttachmentView, BYTES_A_DAY, FILES_A_DAY } from "./attachment.ts";
import { ATTACHMENT_VIEW, viewOf } from "./attachments.server.ts";
import { encodeImage } from "./encode-image.server.ts";
import { harmlessName, plainStem } from "./file-name.ts";
import { type Kind, kindOf, refused } from "./sniff.server.ts";

/** A file as it came, with the name its sender gave it. */
export interface GivenFile {
  name: string;
  /** Its bytes, read when it is its turn. */
  read: () => Promise<Buffer>;
}

/** Pictures of many megapixels are opened two at a time: each takes a core and a hundred megabytes. */
const opening = new Gate(2);

const STORE_WITHIN_MS = 20_000;
const DAY_MS = 86_400_000;

/** What is going to be kept: never the bytes that came, where they are a picture. */
interface Ready {
  name: string;
  type: string;
  bytes: Buffer;
  small: Buffer | null;
  width: number | null;
  height: number | null;
}

/**
 * Takes a file in: what it is decides its content alone, a picture is made anew. It hangs on nothing yet, and only its
 * uploader sees it. The row of its bytes is written before them and the file's own row after: a crash in between leaves
 * bytes that nobody refers to, which the daily job clears.
 */
export async function takeFile(viewer: Viewer, given: GivenFile): Promise<AttachmentView> {
  authorize(viewer, "attachment.upload", null);
  await refuseTooMany(viewer);
  const ready = await opening.run(async () => prepare(viewer, await given.read(), given.name));
  const hash = await store(ready.bytes);
  const smallHash = ready.small && (await store(ready.small));
  const { name, type, width, height } = ready;
  const row = await prisma.attachment.create({
    data: { accountId: viewer.id, name, type, size: ready.bytes.length, hash, smallHash, width, height },
    select: ATTACHMENT_VIEW,
  });
  return viewOf(row);
}

async function refuseTooMany(viewer: Viewer) {
  const today = { accountId: viewer.id, createdAt: { gt: new Date(Date.now() - DAY_MS) } };
  const { _count, _sum } = await prisma.attachment.aggregate({ where: today, _count: true, _sum: { size: true } });
  if (_count >= FILES_A_DAY || (_sum.size ?? 0) >= BYTES_A_DAY) throw refused("files_of_today");
}

async function prepare(viewer: Viewer, bytes: Buffer, name: string): Promise<Ready> {
  const kind: Kind = await kindOf(bytes, name);
  // Whoever reads the post reads the name: what looks private is not in it, whatever became of the text.
  const stem = await withoutPrivateName(viewer, plainStem(name));
  if (!kind.isImage)
    return { name: harmlessName(stem, kind.ending), type: kind.type, bytes, small: null, width: null, height: null };
  const image = await encodeImage(bytes, kind.type);
  return { ...image, name: harmlessName(stem, image.type.slice("image/".length).replace("jpeg", "jpg")) };
}

/** Puts bytes into the store under their hash. */
async function store(bytes: Buffer): Promise<string> {
  const hash = createHash("sha256").update(bytes).digest("hex");
  await transaction((tx) => touch(tx, hash, bytes.length));
  try {
    await within(STORE_WITHIN_MS, fileStore().put(hash, bytes));
  } catch (error) {
    log.error({ err: error, hash }, "a file could not be stored");
    throw refused("files_unavailable");
  }
  return hash;
}

/** Says that these bytes are wanted: waits for a clearing of the very same ones, and keeps the next from beginning. */
const touch = (tx: Tx, hash: string, size: number) => tx.$executeRaw`
  INSERT INTO "StoredFile" (hash, size) VALUES (${hash}, ${size})
  ON CONFLICT (hash) DO UPDATE SET "touchedAt" = now()`;

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
