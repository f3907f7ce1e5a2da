import path from "node:path";
import { BadLine, type ImportedThread, readThread } from "../domain/threads/import-line.server.ts";
import { importThreads } from "../domain/threads/import-threads.server.ts";
import type { ImportRun } from "../generated/prisma/client.ts";
import { databaseCode, transaction } from "../platform/db.server.ts";
import { type Line, readBytes, splitLines } from "./import-lines.server.ts";
import { advanceRun, beginRun, fingerprint } from "./import-run.server.ts";

/** What has come in so far, of one file or of all. */
export interface Tally {
  threads: number;
  posts: number;
  /** Threads that were here already. */
  known: number;
  tagsLeftOut: number;
  skipped: Map<string, number>;
}

/** Is told how the import goes. */
export interface ImportWatcher {
  begin(file: string, size: number | undefined, linesDone: number): void;
  read(bytes: number): void;
  skipped(file: string, line: number, reason: BadLine): void;
  end(): void;
}

export const emptyTally = (): Tally => ({ threads: 0, posts: 0, known: 0, tagsLeftOut: 0, skipped: new Map() });

interface Entry {
  line: number;
  thread: ImportedThread;
}

interface Batch {
  entries: Entry[];
  posts: number;
  characters: number;
  lastLine: number;
  skipped: number;
}

const BATCH_THREADS = 400;
const BATCH_POSTS = 4_000;
const BATCH_CHARACTERS = 4_000_000;

/** A second on a desk's machine; a small board may take its time. */
const BATCH_MAX_MS = 300_000;

const isFull = ({ entries, posts, characters }: Batch) =>
  entries.length >= BATCH_THREADS || posts >= BATCH_POSTS || characters >= BATCH_CHARACTERS;
const emptyBatch = (lastLine: number): Batch => ({ entries: [], posts: 0, characters: 0, lastLine, skipped: 0 });

/**
 * Imports one file, going on where an earlier attempt stopped; adds what came in to the tally. The run that it gives is
 * not finished yet: its threads can't be found before search has them.
 */
export async function importFile(file: string, tally: Tally, watcher: ImportWatcher): Promise<ImportRun> {
  const { run, size } = await open(file);
  watcher.begin(file, size, run.linesDone);
  try {
    const lines = splitLines(readBytes(file, (bytes) => watcher.read(bytes)));
    await new FileImport(file, run, tally, watcher).all(lines);
    return run;
  } finally {
    watcher.end();
  }
}

/** Standard input has no size to know it by: it is read whole each time, and brings what is not here yet. */
async function open(file: string): Promise<{ run: ImportRun; size?: number }> {
  if (file !== "-") {
    const { id, size } = await fingerprint(file);
    return { run: await beginRun(id, path.basename(file)), size };
  }
  const startedAt = new Date();
  return {
    run: { fingerprint: "-", fileName: "-", linesDone: 0, threads: 0, skipped: 0, startedAt, finishedAt: null },
  };
}

class FileImport {
  private batch: Batch;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly run: ImportRun,
    private readonly tally: Tally,
    private readonly watcher: ImportWatcher,
  ) {
    this.batch = emptyBatch(run.linesDone);
  }

  async all(lines: AsyncIterable<Line>) {
    try {
      for await (const line of lines) {
        if (line.number <= this.run.linesDone) continue;
        this.take(line);
        if (isFull(this.batch)) await this.flush();
      }
    } finally {
      // Also when the file is damaged: what was read before that is good.
      await this.flush();
      await this.writing;
    }
  }

  private take(line: Line) {
    this.batch.lastLine = line.number;
    try {
      const thread = parse(line);
      if (!thread) return;
      this.batch.entries.push({ line: line.number, thread });
      this.batch.posts += thread.posts.length;
      for (const post of thread.posts) this.batch.characters += post.body.length;
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      this.batch.skipped++;
      this.skip(line.number, error);
    }
  }

  /** Starts writing the batch once the one before is written: reading goes on meanwhile, one batch ahead at most. */
  private async flush() {
    const batch = this.batch;
    this.batch = emptyBatch(batch.lastLine);
    await this.writing;
    this.writing = this.write(batch);
    // The failure is thrown where it is awaited; until then it must not count as unhandled.
    this.writing.catch(() => {});
  }

  /** A batch that the database refuses is written line by line, so that only the line at fault is lost. */
  private async write(batch: Batch): Promise<void> {
    try {
      await this.commit(batch);
    } catch (error) {
      const code = databaseCode(error) ?? "";
      if (!REFUSED.test(code)) throw error;
      if (batch.entries.length > 1) return this.writeEach(batch);
      this.skip(batch.entries[0]?.line ?? batch.lastLine, new BadLine("refused_by_database", code));
      await this.commit({ ...batch, entries: [], skipped: batch.skipped + 1 });
    }
  }

  private async writeEach({ entries, lastLine, skipped }: Batch) {
    for (const entry of entries) await this.write({ ...emptyBatch(entry.line), entries: [entry] });
    await this.write({ ...emptyBatch(lastLine), skipped });
  }

  private async commit({ entries, lastLine, skipped }: Batch) {
    const brought = await transaction(async (tx) => {
      const batch = await importThreads(
        tx,
        entries.map((entry) => entry.thread),
      );
      await advanceRun(tx, this.run, { line: lastLine, threads: batch.threadIds.length, skipped });
      return batch;
    }, BATCH_MAX_MS);
    this.tally.threads += brought.threadIds.length;
    this.tally.posts += brought.posts;
    this.tally.known += brought.known;
    for (const { thread } of entries) this.tally.tagsLeftOut += thread.tagsLeftOut;
  }

  private skip(line: number, reason: BadLine) {
    this.tally.skipped.set(reason.code, (this.tally.skipped.get(reason.code) ?? 0) + 1);
    this.watcher.skipped(this.file, line, reason);
  }
}

/** Data exceptions, integrity violations and program limits: the line's fault, unlike a lost connection. */
const REFUSED = /^(22|23|54)/;

/** Null for a line that says nothing. */
function parse(line: Line): ImportedThread | null {
  if ("problem" in line) throw new BadLine(line.problem);
  return line.text.trim() === "" ? null : readThread(line.text);
}
