import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";

const documentSchema = z.object({
  _id: z.string(),
  title: z.string().default(""),
  text: z.string().default(""),
  replies: z.union([z.string(), z.array(z.string())]).optional(),
});
const querySchema = z.object({
  _id: z.string(),
  title: z.string().default(""),
  text: z.string().default(""),
  candidates: z.array(z.string()).optional(),
  clean: z.boolean().optional(),
  split: z.string().optional(),
});

export type SetDocument = z.infer<typeof documentSchema>;
export type SetQuery = z.infer<typeof querySchema>;

export interface RelevanceSet {
  corpus: SetDocument[];
  queries: SetQuery[];
  /** Grades by query, then by document. */
  judgements: Map<string, Map<string, number>>;
}

/** Reads a folder with corpus.jsonl, queries.jsonl (either may end in .gz) and qrels.tsv. */
export async function readSet(folder: string): Promise<RelevanceSet> {
  const corpus = await readJsonLines(path.join(folder, "corpus.jsonl"), documentSchema);
  const queries = await readJsonLines(path.join(folder, "queries.jsonl"), querySchema);
  const judgements = new Map<string, Map<string, number>>();
  for await (const line of linesOf(path.join(folder, "qrels.tsv"))) {
    const [query = "", document = "", grade] = line.split("\t");
    if (!Number.isFinite(Number(grade))) continue; // the header
    judgements.set(query, (judgements.get(query) ?? new Map()).set(document, Number(grade)));
  }
  return { corpus, queries: asked(queries, judgements), judgements };
}

/** Queries that somebody judged; where some are flagged clean, only those: the others leak their answers. */
function asked(queries: readonly SetQuery[], judgements: ReadonlyMap<string, unknown>) {
  const judged = queries.filter(({ _id }) => judgements.has(_id));
  return judged.some(({ clean }) => clean !== undefined) ? judged.filter(({ clean }) => clean) : judged;
}

async function readJsonLines<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T>[]> {
  const rows: z.output<T>[] = [];
  for await (const line of linesOf(file)) if (line.trim() !== "") rows.push(schema.parse(JSON.parse(line)));
  return rows;
}

function linesOf(file: string) {
  const input = existsSync(file) ? createReadStream(file) : createReadStream(`${file}.gz`).pipe(createGunzip());
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}
