import { parseArgs } from "node:util";
import type pg from "pg";
import { meilisearchEngine } from "../engines.server.ts";
import { PostgresEngine } from "../postgres/engine.server.ts";
import { baselines } from "./baselines.server.ts";
import {
  type AskedEngine,
  type Evaluation,
  evaluate,
  type LoadedSet,
  loadSet,
  type Manner,
} from "./evaluate.server.ts";
import { onScratchDatabase } from "./scratch.server.ts";
import { type RelevanceSet, readSet } from "./sets.server.ts";
import { withTypo } from "./typos.ts";

const USAGE = `npm run search:evaluate -- --set DIR [--engine postgres|meilisearch] [--baselines] [--split NAME] [--json]

Reads a relevance set (corpus.jsonl, queries.jsonl, qrels.tsv; .gz too), indexes it in a scratch database and prints how
well the product's own search does: short queries through search, full ones through similar threads, each also with one
typo. --engine meilisearch asks the server that MEILI_URL names, which must hold no index in use; similar threads stay on
Postgres. --baselines adds what forums commonly do, on the same documents. --split asks the queries of one split only.
With --json the last line is one JSON object.`;

interface Row extends Evaluation {
  method: string;
  manner: Manner;
  typo: boolean;
}

const OPTIONS = {
  set: { type: "string" },
  engine: { type: "string", default: "postgres" },
  baselines: { type: "boolean", default: false },
  split: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** `npm run search:evaluate`: measures search on a set. Gives the exit code. */
export async function runEvaluateCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help || !values.set || !["postgres", "meilisearch"].includes(values.engine)) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const all = await readSet(values.set);
  const set = values.split ? { ...all, queries: all.queries.filter(({ split }) => split === values.split) } : all;
  const rows = await onScratchDatabase(async (pool) => {
    const found: Row[] = [];
    const { engine, loaded } = await load(values.engine, pool, set);
    const methods = values.baselines ? { [values.engine]: engine, ...baselines(pool) } : { [values.engine]: engine };
    for (const [method, one] of Object.entries(methods)) found.push(...(await evaluateMethod(method, one, loaded)));
    return found;
  });
  process.stdout.write(
    `${values.set}: ${set.corpus.length} documents, ${set.queries.length} queries\n${table(rows)}\n`,
  );
  if (values.json)
    process.stdout.write(`${JSON.stringify({ set: values.set, engine: values.engine, results: rows })}\n`);
  return 0;
}

async function load(
  name: string,
  pool: pg.Pool,
  set: RelevanceSet,
): Promise<{ engine: AskedEngine; loaded: LoadedSet }> {
  const postgres = new PostgresEngine(pool);
  const loaded = await loadSet(postgres, set);
  if (name === "postgres") return { engine: postgres, loaded };
  const meilisearch = meilisearchEngine();
  if (!meilisearch) throw new Error("Set MEILI_URL (and MEILI_KEY) to the server to ask.");
  const { documents } = await meilisearch.health();
  if (documents > 0)
    throw new Error("The server at MEILI_URL holds an index in use: take one of its own to evaluate on.");
  await loadSet(meilisearch, set);
  const engine: AskedEngine = {
    query: (question) => meilisearch.query(question),
    similar: (question) => postgres.similar(question),
  };
  return { engine, loaded };
}

async function evaluateMethod(method: string, engine: AskedEngine, loaded: LoadedSet): Promise<Row[]> {
  const isFull = loaded.set.queries.some(({ title, text }) => title && text);
  const rows: Row[] = [];
  for (const manner of isFull ? (["short", "full"] as const) : (["short"] as const)) {
    for (const typo of [false, true]) {
      const evaluation = await evaluate(engine, loaded, manner, typo ? withTypo : undefined);
      rows.push({ method, manner, typo, ...evaluation });
    }
  }
  return rows;
}

const COLUMNS = ["map", "mrr", "p1", "ndcg10", "recall10"] as const;

function table(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at < 2 ? cell.padEnd(18) : cell.padStart(9))).join("");
  const head = line(["", "", "MAP", "MRR", "P@1", "nDCG@10", "R@10", "p50 ms", "p99 ms"]);
  const body = rows.map((row) =>
    line([
      row.method,
      `${row.manner}${row.typo ? ", one typo" : ""}`,
      ...COLUMNS.map((name) => row[name].toFixed(3)),
      row.p50.toFixed(1),
      row.p99.toFixed(1),
    ]),
  );
  return [head, ...body].join("\n");
}
