import type { Viewer } from "../app/domain/accounts/viewer.ts";
import type { SearchHit, SearchScope } from "./engine.ts";
import { postgresEngine } from "./engines.server.ts";
import { liveResults } from "./results.server.ts";
import { scopeOf } from "./scope.server.ts";

export interface SimilarThread {
  id: number;
  title: string;
  isSolved: boolean;
  /** The first lines of its solution; without one, of the question. */
  excerpt: string;
  affected: number;
  /** How much of what was asked the thread holds, 0 to 1. */
  coverage: number;
}

export interface SimilarTo {
  title: string;
  text: string;
  excludeThreadId?: number;
}

const MOST = 8;
/** Below this hardly a rare word is shared: silence is better than noise. */
const LEAST_COVERAGE = 0.2;

/** Threads that this viewer may read and that look like this text, best first; none when none is near. */
export async function similarThreads(viewer: Viewer, to: SimilarTo): Promise<SimilarThread[]> {
  const hits = await similarHits(viewer, to);
  const near = hits.filter(({ coverage }) => coverage >= LEAST_COVERAGE);
  const coverage = new Map(near.map((hit) => [hit.id, hit.coverage]));
  const found = await liveResults(viewer, near);
  return found.map(({ result }) => ({
    id: result.id,
    title: textOf(result.title),
    isSolved: result.isSolved,
    excerpt: textOf(result.solution?.text ?? result.passage),
    affected: result.affected,
    coverage: coverage.get(result.id) ?? 0,
  }));
}

async function similarHits(viewer: Viewer, to: SimilarTo): Promise<SearchHit[]> {
  const scope = await scopeOf(viewer);
  if (to.excludeThreadId === undefined) return ask(to, scope);
  const asked = neighbours(to.excludeThreadId, to, scope);
  return Promise.race([asked, patience()]);
}

function ask({ title, text, excludeThreadId }: SimilarTo, scope: SearchScope) {
  const except = excludeThreadId ? [{ kind: "thread" as const, id: excludeThreadId }] : undefined;
  return postgresEngine().similar({ title, text, scope, filters: { kind: "thread", except }, limit: MOST });
}

/** A thread's neighbours seldom change: ranked once in a while, while what is shown of them is always read anew. */
const KEPT_FOR = 10 * 60_000;
const MOST_KEPT = 2000;
const kept = new Map<string, { hits: Promise<SearchHit[]>; until: number }>();

function neighbours(threadId: number, to: SimilarTo, scope: SearchScope): Promise<SearchHit[]> {
  const key = `${threadId} ${scope.categories?.join() ?? "all"}`;
  const before = kept.get(key);
  if (before && before.until > Date.now()) return before.hits;
  const hits = ask(to, scope);
  kept.delete(key);
  kept.set(key, { hits, until: Date.now() + KEPT_FOR });
  hits.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return hits;
}

/** A thread's page does not wait for its neighbours: they are there the next time. */
const PATIENCE = 150;

const patience = () =>
  new Promise<SearchHit[]>((resolve) => {
    setTimeout(resolve, PATIENCE, []).unref();
  });

const textOf = (segments: readonly { text: string }[]) => segments.map(({ text }) => text).join("");
