import type { Viewer } from "../app/domain/accounts/viewer.ts";
import type { SearchScope } from "./engine.ts";
import { postgresEngine } from "./engines.server.ts";
import { liveResults } from "./results.server.ts";
import { scopeOf } from "./scope.server.ts";
import { stillHolding } from "./still-holding.server.ts";

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
  const near = await similarHits(to, await scopeOf(viewer), MOST);
  const coverage = new Map(near.map((hit) => [hit.id, hit.coverage]));
  const found = await stillHolding(await liveResults(viewer, near), { text: `${to.title} ${to.text}` });
  return found.map(({ result }) => ({
    id: result.id,
    title: textOf(result.title),
    isSolved: result.isSolved,
    excerpt: textOf(result.solution?.text ?? result.passage),
    affected: result.affected,
    coverage: coverage.get(result.id) ?? 0,
  }));
}

/** The threads of a scope that look like this text, unchecked: what of them is shown is read from the live rows. */
export async function similarHits({ title, text, excludeThreadId }: SimilarTo, scope: SearchScope, limit: number) {
  const except = excludeThreadId ? [{ kind: "thread" as const, id: excludeThreadId }] : undefined;
  const filters = { kind: "thread" as const, except };
  const hits = await postgresEngine().similar({ title, text, scope, filters, limit });
  return hits.filter(({ coverage }) => coverage >= LEAST_COVERAGE);
}

const textOf = (segments: readonly { text: string }[]) => segments.map(({ text }) => text).join("");
