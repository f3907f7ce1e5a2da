import { pool } from "../platform/db.server.ts";
import type { Command } from "./command.ts";
import { emptyTally, importFile, type Tally } from "./import-file.server.ts";
import { describe, showProgress } from "./import-progress.server.ts";
import { withImportLock } from "./import-run.server.ts";

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
  const watcher = showProgress();
  let failures = 0;
  for (const file of files) {
    await importFile(file, tally, watcher).catch((error: unknown) => {
      failures++;
      process.stderr.write(`${file}: stopped: ${error instanceof Error ? error.message : error}\n`);
    });
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (tally.threads > 0) await settleTables();
  process.stdout.write(`${summary(tally, seconds)}\n`);
  return failures > 0 ? 1 : 0;
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
