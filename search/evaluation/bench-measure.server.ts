import type { SearchEngine, SearchFilters, SearchScope } from "../engine.ts";
import { type BenchCorpus, CATEGORIES } from "./bench-corpus.ts";
import { generator } from "./bench-words.ts";
import { percentile } from "./metrics.ts";
import { withTypo } from "./typos.ts";

export interface BenchRow {
  what: string;
  filter: string;
  p50: number;
  p99: number;
  /** The middle of the times when nobody else asks. */
  alone: number;
  /** How many times what it takes without a filter. */
  timesP50: number | null;
  timesP99: number | null;
}

interface Load {
  corpus: BenchCorpus;
  threads: number;
  calls: number;
  connections: number;
}

type Where = { scope: SearchScope; filters: SearchFilters };
/** Makes a question of a document; what it gives asks it. */
type Ask = (number: number, random: () => number, where: Where) => () => Promise<unknown>;

const all = Array.from({ length: CATEGORIES }, (_, at) => at + 1);
const FILTERS: Record<string, (random: () => number) => Where> = {
  none: () => ({ scope: { categories: null }, filters: {} }),
  category: (random) => ({
    scope: { categories: null },
    filters: { category: 1 + Math.floor(random() * CATEGORIES) },
  }),
  permission: () => ({ scope: { categories: all.filter((id) => id % 4 !== 0) }, filters: {} }),
};

/** Asks in every way, without a filter first. */
export async function* measureEngine(engine: SearchEngine, load: Load): AsyncGenerator<BenchRow> {
  for (const [what, ask] of Object.entries(waysToAsk(engine, load.corpus))) {
    let plain: BenchRow | undefined;
    for (const [filter, whereOf] of Object.entries(FILTERS)) {
      if (what === "suggest" && filter === "category") continue; // suggestions know permissions only
      const { p50, p99, alone } = await measure(ask, whereOf, load);
      const times = (a: number, b: number | undefined) => (b ? a / b : null);
      const row: BenchRow = {
        what,
        filter,
        p50,
        p99,
        alone,
        timesP50: times(p50, plain?.p50),
        timesP99: times(p99, plain?.p99),
      };
      plain ??= row;
      yield row;
    }
  }
}

async function measure(ask: Ask, whereOf: (random: () => number) => Where, load: Load) {
  await run(ask, whereOf, load, 1, Math.ceil(load.calls / 10));
  const alone = await run(ask, whereOf, load, 1, Math.ceil(load.calls / 5));
  const together = await run(ask, whereOf, load, load.connections, load.calls);
  return { p50: percentile(together, 0.5), p99: percentile(together, 0.99), alone: percentile(alone, 0.5) };
}

/** The milliseconds of each call; so many are under way at any time. */
async function run(ask: Ask, whereOf: (random: () => number) => Where, load: Load, connections: number, calls: number) {
  const random = generator(connections * 31 + calls);
  const questions = Array.from({ length: calls }, () =>
    ask(1 + Math.floor(random() * load.threads), random, whereOf(random)),
  );
  const times: number[] = [];
  const worker = async () => {
    for (let put = questions.pop(); put; put = questions.pop()) {
      const started = performance.now();
      await put();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return times;
}

/** Questions are made of what a document says, so that they have answers. */
function waysToAsk(engine: SearchEngine, corpus: BenchCorpus): Record<string, Ask> {
  return {
    search: (number, random, where) => {
      const text = typed(corpus(number).title, random);
      return () => engine.query({ text, ...where, limit: 20 });
    },
    suggest: (number, random, { scope }) => {
      const text = unfinished(corpus(number).title, random);
      return () => engine.suggest(text, scope, 6);
    },
    similar: (number, _random, { scope, filters }) => {
      const { title, body } = corpus(number);
      const text = mostOf(body);
      const except = [{ kind: "thread" as const, id: number }];
      return () => engine.similar({ title, text, scope, filters: { ...filters, except }, limit: 8 });
    },
  };
}

/** A text that is about the same as another, but is none. */
const mostOf = (text: string) =>
  text
    .split(" ")
    .filter((_, at) => at % 3 !== 0)
    .join(" ");

/** Two to six words of a title; one question in ten has a slip. */
function typed(title: string, random: () => number) {
  const words = title.split(/\s+/);
  const text = words.slice(0, 2 + Math.floor(random() * 5)).join(" ");
  return random() < 0.1 ? withTypo(text) : text;
}

/** A title that is still being typed. */
function unfinished(title: string, random: () => number) {
  const text = title.slice(0, 40);
  return text.slice(0, Math.max(2, Math.ceil(random() * text.length)));
}
