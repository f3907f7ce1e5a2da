import cliProgress from "cli-progress";
import { log } from "../app/platform/log.server.ts";
import { type OnProgress, ReindexRunning, reindex } from "./reindex.server.ts";

const USAGE = `npm run reindex

Builds the search index anew from all threads and answers, beside the one in use, and puts it in its place when it is
done. A reindex that was stopped goes on where it stopped.`;

/** `npm run reindex`: builds search anew. Gives the exit code. */
export async function runReindexCommand(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stdout.write(`${USAGE}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const startedAt = performance.now();
  try {
    const documents = await withProgressBar((onProgress) => reindex({ onProgress }));
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = Math.round(documents / Math.max(seconds, 0.001));
    process.stdout.write(`${documents} threads and answers indexed in ${seconds.toFixed(1)} s (${rate} a second)\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ReindexRunning)) log.error({ err: error }, "reindex failed");
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Shows on standard error how far it is; a terminal sees a bar, a log nothing. */
export async function withProgressBar<T>(run: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const bar = new cliProgress.SingleBar(
    {
      format: "{engine} {bar} {percentage}% | {value}/{total} | {phase}",
      clearOnComplete: false,
      hideCursor: true,
      stream: process.stderr,
    },
    cliProgress.Presets.shades_classic,
  );
  let isStarted = false;
  try {
    return await run(({ done, total, ...payload }) => {
      if (!isStarted) bar.start(total, done, payload);
      isStarted = true;
      bar.update(done, payload);
    });
  } finally {
    if (isStarted) bar.stop();
  }
}
