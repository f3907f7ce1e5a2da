import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DiskStore } from "../../app/platform/files/disk-store.server.ts";
import type { FileStore } from "../../app/platform/files/file-store.server.ts";
import { S3Store } from "../../app/platform/files/s3-store.server.ts";
import { startS3 } from "../support/s3-server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "answerloop-store-"));
let s3: Awaited<ReturnType<typeof startS3>>;
const stores = new Map<string, FileStore>([["a folder", new DiskStore(folder)]]);

beforeAll(async () => {
  s3 = await startS3();
  stores.set("a bucket", new S3Store(s3.at));
});
afterAll(() => {
  s3.stop();
  rmSync(folder, { recursive: true });
});

const bytes = Buffer.from("ten bytes!");
const hash = createHash("sha256").update(bytes).digest("hex");

async function textIn(store: FileStore, range?: { start: number; end: number }) {
  const found = await store.read(hash, range);
  return found && new Response(found).text();
}

describe.each(["a folder", "a bucket"])("%s", (name) => {
  const store = () => stores.get(name) as FileStore;

  test("keeps a file whole, gives it in parts, and forgets it", async () => {
    expect(await textIn(store())).toBeNull();
    await store().put(hash, bytes);
    await store().put(hash, bytes);
    expect(await textIn(store())).toBe("ten bytes!");
    expect(await textIn(store(), { start: 4, end: 8 })).toBe("bytes");
    await store().remove(hash);
    await store().remove(hash);
    expect(await textIn(store())).toBeNull();
  });
});

describe("in trouble", () => {
  test("a folder that cannot be written to says so and leaves nothing", async () => {
    const file = new DiskStore(path.join(import.meta.filename, "below-a-file"));
    await expect(file.put(hash, bytes)).rejects.toThrow();
    expect(readdirSync(folder).flatMap((one) => readdirSync(path.join(folder, one)))).toEqual([]);
  });

  test("a name that is no hash reaches no file", async () => {
    await expect(new DiskStore(folder).read("../../etc/passwd")).rejects.toThrow("named by its hash");
  });

  test("a bucket that fails, and one that another key opens, refuse; a missing file is none of these", async () => {
    const store = stores.get("a bucket") as FileStore;
    s3.trouble.status = 500;
    await expect(store.put(hash, bytes)).rejects.toThrow();
    await expect(store.read(hash)).rejects.toThrow();
    s3.trouble.status = undefined;
    const stranger = new S3Store({ ...s3.at, secretAccessKey: "another" });
    await expect(stranger.put(hash, bytes)).rejects.toThrow();
    expect(s3.objects.size).toBe(0);
  });
});
