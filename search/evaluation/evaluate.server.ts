import type { SearchDocument, SearchEngine, SearchFilters, SearchHit, SearchHits, SearchQuestion } from "../engine.ts";
import { documentNumber } from "../engine.ts";
import { languageOf } from "../language.ts";
import { plainWords } from "../words.ts";
import { type Measures, mean, measure, percentile } from "./metrics.ts";
import type { RelevanceSet, SetDocument, SetQuery } from "./sets.server.ts";

export interface Evaluation extends Measures {
  queries: number;
  p50: number;
  p99: number;
}

const EVERYWHERE = { categories: null };
/** Enough for average precision; what comes later hardly counts. */
const DEPTH = 200;
const BATCH = 500;

/** A set in an index: what its ids became there. */
export interface LoadedSet {
  set: RelevanceSet;
  numbers: Map<string, number>;
}

/** Fills a new index with a set's corpus. The order of the corpus stands for time. */
export async function loadSet(engine: SearchEngine, set: RelevanceSet): Promise<LoadedSet> {
  const documents = set.corpus.map(asDocument);
  const rebuild = engine.rebuild();
  await rebuild.begin(documents.slice(0, 2000));
  for (let at = 0; at < documents.length; at += BATCH) await rebuild.load(documents.slice(at, at + BATCH));
  await rebuild.finish();
  return { set, numbers: new Map(set.corpus.map(({ _id }, at) => [_id, at + 1])) };
}

function asDocument({ title, text, replies }: SetDocument, at: number): SearchDocument {
  const time = timeOf(at + 1);
  return {
    kind: "thread",
    id: at + 1,
    title,
    body: text,
    solution: "",
    replies: [replies ?? []].flat().join("\n"),
    code: "",
    categoryId: 1,
    tags: [],
    state: "responded",
    isSolved: false,
    language: languageOf(plainWords(`${title} ${text}`)),
    affectedCount: 0,
    authorId: 0,
    createdAt: time,
    updatedAt: time,
  };
}

const timeOf = (number: number) => new Date(Date.UTC(2000, 0, 1) + number * 60_000);

export type Manner = "short" | "full";

/** What is measured: anything that ranks. */
export interface AskedEngine extends Pick<SearchEngine, "similar"> {
  query(question: SearchQuestion): Promise<Pick<SearchHits, "hits">>;
}

/** Asks every query of a set: short by its title (or text, where there is none), full by both. */
export async function evaluate(
  engine: AskedEngine,
  loaded: LoadedSet,
  manner: Manner,
  change = (text: string) => text,
): Promise<Evaluation> {
  const ids = loaded.set.corpus.map(({ _id }) => _id);
  const measures: Measures[] = [];
  const times: number[] = [];
  for (const query of loaded.set.queries) {
    const started = performance.now();
    const hits = await ask(engine, query, manner, filtersFor(query, loaded), change);
    times.push(performance.now() - started);
    const ranked = hits.map((hit) => ids[documentNumber(hit) - 1] ?? "");
    // Of given candidates all are ranked: what shares no word with the query comes last, as it was given.
    const rest = (query.candidates ?? []).filter((id) => !ranked.includes(id));
    measures.push(measure([...ranked, ...rest], loaded.set.judgements.get(query._id) ?? new Map()));
  }
  return { ...mean(measures), queries: measures.length, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

async function ask(
  engine: AskedEngine,
  query: SetQuery,
  manner: Manner,
  filters: SearchFilters,
  change: (text: string) => string,
): Promise<SearchHit[]> {
  const title = query.title || query.text;
  const text = query.title ? query.text : "";
  if (manner === "full")
    return engine.similar({ title: change(title), text, scope: EVERYWHERE, filters, limit: DEPTH });
  return (await engine.query({ text: change(title), scope: EVERYWHERE, filters, limit: DEPTH })).hits;
}

/** A query that is itself a thread of the corpus sees only older ones, as its asker could. */
function filtersFor({ _id, candidates }: SetQuery, { numbers }: LoadedSet): SearchFilters {
  const own = numbers.get(_id);
  const only = candidates?.flatMap((id) => numbers.get(id) ?? []).map((id) => ({ kind: "thread", id }) as const);
  return { only, createdBefore: own === undefined ? undefined : timeOf(own) };
}
