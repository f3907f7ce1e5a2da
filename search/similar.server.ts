import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { documentNumber, type SearchHit, type SearchKey, type SearchScope } from "./engine.ts";
import { engine } from "./engines.server.ts";
import { liveResults, type SearchResult } from "./results.server.ts";
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
  return (await live(viewer, near, to)).map(({ result, coverage }) => ({
    id: result.id,
    title: textOf(result.title),
    isSolved: isSolved(result),
    excerpt: textOf(result.solution?.text ?? result.passage),
    affected: result.affected,
    coverage,
  }));
}

/** What failed more people than it helped is no help to whoever asks now. */
const isSolved = (result: SearchResult) => result.isSolved && !result.needsCheck;

/** Something to read before asking: a thread, or a company answer. */
export interface ToReadFirst extends SearchKey {
  /** As the index numbers it: an answer below zero. */
  number: number;
  title: string;
  isSolved: boolean;
  /** The viewer has asked it. */
  isOwn: boolean;
  /** The first lines of its solution; without one, of the question. */
  excerpt: string;
  isExcerptSolution: boolean;
}

/** How much of a question a document must hold to be shown to somebody who is still writing it. */
const NEAR = 0.35;
const TO_READ_MAX = 3;

/**
 * Threads and company answers that this viewer may read and that look like the question being asked: what is solved first,
 * three at most, and nothing at all when the engine is not sure.
 */
export async function similarToQuestion(viewer: Viewer, to: SimilarTo): Promise<ToReadFirst[]> {
  const { title, text } = to;
  const hits = await engine().similar({ title, text, scope: await scopeOf(viewer), filters: {}, limit: MOST });
  const found = await live(
    viewer,
    hits.filter(({ coverage }) => coverage >= NEAR),
    to,
  );
  const answers = new Set(found.filter(({ result }) => result.kind === "answer").map(({ result }) => result.id));
  const isSaidAlready = ({ solution }: SearchResult) => solution?.answer != null && answers.has(solution.answer.id);
  return found
    .filter(({ result }) => !isSaidAlready(result))
    .map(({ result }) => toRead(result))
    .sort((a, b) => Number(b.isSolved) - Number(a.isSolved))
    .slice(0, TO_READ_MAX);
}

function toRead(result: SearchResult): ToReadFirst {
  const { kind, id, title, isOwn, solution, passage } = result;
  return {
    kind,
    id,
    number: documentNumber(result),
    title: textOf(title),
    isSolved: isSolved(result),
    isOwn,
    excerpt: textOf(solution?.text ?? passage),
    isExcerptSolution: kind === "answer" || solution !== null,
  };
}

/** The hits as they are now and as this viewer may see them, with how much of the text each holds. */
async function live(viewer: Viewer, hits: readonly SearchHit[], to: SimilarTo) {
  const coverage = new Map(hits.map((hit) => [documentNumber(hit), hit.coverage]));
  const found = await stillHolding(await liveResults(viewer, hits), { text: `${to.title} ${to.text}` });
  return found.map(({ result }) => ({ result, coverage: coverage.get(documentNumber(result)) ?? 0 }));
}

/** The threads of a scope that look like this text, unchecked: what of them is shown is read from the live rows. */
export async function similarHits({ title, text, excludeThreadId }: SimilarTo, scope: SearchScope, limit: number) {
  const except = excludeThreadId ? [{ kind: "thread" as const, id: excludeThreadId }] : undefined;
  const filters = { kind: "thread" as const, except };
  const hits = await engine().similar({ title, text, scope, filters, limit });
  return hits.filter(({ coverage }) => coverage >= LEAST_COVERAGE);
}

const textOf = (segments: readonly { text: string }[]) => segments.map(({ text }) => text).join("");
