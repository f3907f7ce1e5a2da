import { parseArgs } from "node:util";
import { PostgresEngine } from "../postgres/engine.server.ts";
import { type BenchCorpus, madeUp } from "./bench-corpus.ts";
import { type BenchRow, measureEngine } from "./bench-measure.server.ts";
import { realThreads } from "./bench-threads.server.ts";
import { onScratchDatabase } from "./scratch.server.ts";

const USAGE = `npm run search:bench -- [--threads N]… [--calls N] [--connections N] [--texts FILE.jsonl.gz]… [--json]

Fills a scratch database with a made-up forum of each size (10,000 and 100,000 threads unless told otherwise) through the
product's own rebuild, then asks from 8 connections at once and prints how long the middle and the slowest of a hundred
waited, with and without a filter. --texts takes the texts of real threads instead. With --json the last line is one JSON object.`;

const OPTIONS = {
  threads: { type: "string", multiple: true },
  calls: { type: "string", default: "1000" },
  connections: { type: "string", default: "8" },
  texts: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** `npm run search:bench`: how fast search, suggestions and similar threads are. Gives the exit code. */
export async function runBenchCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const sizes = (values.threads ?? ["10000", "100000"]).map(Number);
  const [calls, connections] = [Number(values.calls), Number(values.connections)];
  if (values.help || ![...sizes, calls, connections].every((number) => Number.isInteger(number) && number > 0)) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const corpus = values.texts ? await realThreads(values.texts) : madeUp;
  const sections = [];
  for (const threads of sizes) sections.push(await runSize(threads, corpus, calls, connections));
  if (values.json) process.stdout.write(`${JSON.stringify({ connections, calls, sizes: sections })}\n`);
  return 0;
}

async function runSize(threads: number, corpus: BenchCorpus, calls: number, connections: number) {
  return onScratchDatabase(async (pool) => {
    const engine = new PostgresEngine(pool);
    const seconds = await fill(engine, threads, corpus);
    const perSecond = Math.round(threads / seconds);
    process.stdout.write(
      `\n${threads} threads, loaded at ${perSecond} a second; ${connections} connections\n${HEAD}\n`,
    );
    const rows: BenchRow[] = [];
    for await (const row of measureEngine(engine, { corpus, threads, calls, connections })) {
      process.stdout.write(`${lineOf(row)}\n`);
      rows.push(row);
    }
    return { threads, perSecond, rows };
  }, connections);
}

const BATCH = 500;
/** So many batches are under way besides the one being written. */
const AHEAD = 3;

/** Loads the threads, all made up before; gives the seconds. */
async function fill(engine: PostgresEngine, threads: number, corpus: BenchCorpus) {
  const documents = Array.from({ length: threads }, (_, at) => corpus(at + 1));
  const started = performance.now();
  const rebuild = engine.rebuild();
  await rebuild.begin(documents.slice(0, 2000));
  const loading: Promise<void>[] = [];
  for (let at = 0; at < threads; at += BATCH) {
    loading.push(rebuild.load(documents.slice(at, at + BATCH)));
    if (loading.length > AHEAD) await loading.shift();
  }
  await Promise.all(loading);
  await rebuild.finish();
  return (performance.now() - started) / 1000;
}

const COLUMNS = ["p50", "p99", "alone"] as const;
const HEAD = line(["", "filter", "p50 ms", "p99 ms", "alone ms", "× p50", "× p99"]);

function lineOf(row: BenchRow) {
  const times = [row.timesP50, row.timesP99].map((times) => (times === null ? "" : times.toFixed(2)));
  return line([row.what, row.filter, ...COLUMNS.map((name) => row[name].toFixed(1)), ...times]);
}

function line(cells: readonly string[]) {
  return cells.map((cell, at) => (at < 2 ? cell.padEnd(12) : cell.padStart(10))).join("");
}
