import { runReindexCommand } from "../../search/reindex-command.server.ts";
import type { ImportRun } from "../generated/prisma/client.ts";
import { pool } from "../platform/db.server.ts";
import type { Command } from "./command.ts";
import { emptyTally, importFile, type Tally } from "./import-file.server.ts";
import { describe, showProgress } from "./import-progress.server.ts";
import { finishRuns, withImportLock } from "./import-run.server.ts";

const USAGE = `npm run import -- FILE…

Reads threads, one a line, as JSON Lines (.gz too, - for standard input). Threads that are here already stay as they
are; an import that was stopped goes on where it stopped when the same command is given again.`;

export const command: Command = {
  summary: "brings in threads from elsewhere: JSON Lines files",
  async run(args) {
    process.exitCode = await runImportCommand(args);
  },
};

/** `npm run import -- FILE…`: brings threads in from elsewhere. Gives the exit code. */
export async function runImportCommand(args: string[]): Promise<number> {
  if (args.length === 0 || args.includes("--help")) {
    process.stdout.write(`${USAGE}\n`);
    return args.length === 0 ? 2 : 0;
  }
  const waiting = () => process.stderr.write("Another import is running: waiting for it to end\n");
  return withImportLock(waiting, () => importFiles(args));
}

async function importFiles(files: string[]): Promise<number> {
  const startedAt = performance.now();
  const tally = emptyTally();
  const { runs, failures } = await readFiles(files, tally);
  process.stdout.write(`${summary(tally, (performance.now() - startedAt) / 1000)}\n`);
  const isResumed = runs.some(({ linesDone }) => linesDone > 0);
  if (tally.threads > 0 || isResumed) {
    await settleTables();
    if ((await runReindexCommand([])) !== 0) return 1;
  }
  await finishRuns(runs);
  return failures > 0 ? 1 : 0;
}

/** One file after the other; one that can't be read does not keep the others out. */
async function readFiles(files: string[], tally: Tally): Promise<{ runs: ImportRun[]; failures: number }> {
  const watcher = showProgress();
  const runs: ImportRun[] = [];
  for (const file of files) {
    try {
      runs.push(await importFile(file, tally, watcher));
    } catch (error) {
      process.stderr.write(`${file}: stopped: ${error instanceof Error ? error.message : error}\n`);
    }
  }
  return { runs, failures: files.length - runs.length };
}

/** The planner knows nothing of thousands of new rows until somebody counts them. */
async function settleTables() {
  await pool.query('VACUUM (ANALYZE) "Account", "Thread", "Post", "ThreadTag", "Tag"');
}

/** What came in, for people: counts, reasons, rate, memory. */
export function summary({ threads, posts, known, tagsLeftOut, skipped }: Tally, seconds: number): string {
  const rate = Math.round(threads / Math.max(seconds, 0.001));
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const bad = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  return [
    `${threads} threads and ${posts} posts imported in ${seconds.toFixed(1)} s (${rate} threads/s), peak memory ${peak} MB`,
    ...(known > 0 ? [`${known} threads were here already`] : []),
    `${bad} lines skipped`,
    ...[...skipped].map(([code, count]) => `  ${count} × ${describe({ code, where: "" })}`),
    ...(tagsLeftOut > 0 ? [`${tagsLeftOut} tags left out: longer than any tag`] : []),
  ].join("\n");
}
