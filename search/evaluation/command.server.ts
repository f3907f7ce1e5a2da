import { PostgresEngine } from "../postgres/engine.server.ts";
import { type Evaluation, evaluate, loadSet, type Manner } from "./evaluate.server.ts";
import { onScratchDatabase } from "./scratch.server.ts";
import { readSet } from "./sets.server.ts";
import { withTypo } from "./typos.ts";

const USAGE = `npm run search:evaluate -- --set DIR [--json]

Reads a relevance set (corpus.jsonl, queries.jsonl, qrels.tsv; .gz too), indexes it in a scratch database and prints how
well the product's own search does: short queries through search, full ones through similar threads, each also with one
typo. With --json the last line is one JSON object.`;

interface Row extends Evaluation {
  manner: Manner;
  typo: boolean;
}

/** `npm run search:evaluate`: measures search on a set. Gives the exit code. */
export async function runEvaluateCommand(args: string[]): Promise<number> {
  const folder = args[args.indexOf("--set") + 1];
  if (!args.includes("--set") || !folder || folder.startsWith("--")) {
    process.stdout.write(`${USAGE}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const set = await readSet(folder);
  const rows = await onScratchDatabase(async (pool) => {
    const engine = new PostgresEngine(pool);
    const loaded = await loadSet(engine, set);
    const manners: Manner[] = set.queries.some(({ title, text }) => title && text) ? ["short", "full"] : ["short"];
    const found: Row[] = [];
    for (const manner of manners) {
      for (const typo of [false, true]) {
        found.push({ manner, typo, ...(await evaluate(engine, loaded, manner, typo ? withTypo : undefined)) });
      }
    }
    return found;
  });
  process.stdout.write(`${folder}: ${set.corpus.length} documents, ${set.queries.length} queries\n${table(rows)}\n`);
  if (args.includes("--json"))
    process.stdout.write(`${JSON.stringify({ set: folder, engine: "postgres", results: rows })}\n`);
  return 0;
}

const COLUMNS = ["map", "mrr", "p1", "ndcg10", "recall10"] as const;

function table(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(18) : cell.padStart(9))).join("");
  const head = line(["", "MAP", "MRR", "P@1", "nDCG@10", "R@10", "p50 ms", "p99 ms"]);
  const body = rows.map((row) =>
    line([
      `${row.manner}${row.typo ? ", one typo" : ""}`,
      ...COLUMNS.map((name) => row[name].toFixed(3)),
      row.p50.toFixed(1),
      row.p99.toFixed(1),
    ]),
  );
  return [head, ...body].join("\n");
}
