import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { ImportRun } from "../generated/prisma/client.ts";
import { pool, prisma, type Tx } from "../platform/db.server.ts";

const HEAD_BYTES = 64 * 1024;
/** Any number, as long as every import takes the same. */
const LOCK = 7_237_002;

/** A file is known by its first bytes and its size, so it may be moved or renamed between two attempts. */
export async function fingerprint(path: string): Promise<{ id: string; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const id = createHash("sha256").update(buffer.subarray(0, bytesRead)).update(`\n${size}`).digest("hex");
    return { id, size };
  } finally {
    await file.close();
  }
}

/** The run to go on with, or a new one: a finished file is read again from its start, and brings only what is new. */
export async function beginRun(id: string, fileName: string): Promise<ImportRun> {
  const unfinished = await prisma.importRun.findFirst({ where: { fingerprint: id, finishedAt: null } });
  if (unfinished) return unfinished;
  const fresh = { fileName, linesDone: 0, threads: 0, skipped: 0, startedAt: new Date(), finishedAt: null };
  return prisma.importRun.upsert({ where: { fingerprint: id }, create: { fingerprint: id, ...fresh }, update: fresh });
}

/** Notes how far the run has come, in the commit that brought it there. */
export async function advanceRun(tx: Tx, run: ImportRun, done: { line: number; threads: number; skipped: number }) {
  await tx.importRun.updateMany({
    where: { fingerprint: run.fingerprint },
    data: { linesDone: done.line, threads: { increment: done.threads }, skipped: { increment: done.skipped } },
  });
}

/** Notes that these files have been read to their ends, and that search knows of it. */
export async function finishRuns(runs: readonly ImportRun[]): Promise<void> {
  const fingerprint = { in: runs.map((run) => run.fingerprint) };
  await prisma.importRun.updateMany({ where: { fingerprint }, data: { finishedAt: new Date() } });
}

/** One import at a time; a second one waits. The lock goes with its connection, however the process ends. */
export async function withImportLock<T>(onWait: () => void, action: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [LOCK]);
    if (!rows[0]?.taken) {
      onWait();
      await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    }
    return await action();
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => {});
    client.release();
  }
}
