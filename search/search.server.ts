import type { Viewer } from "../app/domain/accounts/viewer.ts";
import type { Correction, SearchFilters, SearchHit } from "./engine.ts";
import { engine } from "./engines.server.ts";
import { type CheckedResult, liveResults, type SearchResult } from "./results.server.ts";
import { scopeOf } from "./scope.server.ts";
import { fold } from "./words.ts";

export { engine } from "./engines.server.ts";
export { type SimilarThread, similarThreads } from "./similar.server.ts";

export interface PublicSearch {
  text: string;
  filters?: Pick<SearchFilters, "category" | "isSolved" | "kind">;
  /** The `next` of the page before. */
  after?: string | null;
  limit?: number;
  /** Take the words as they were typed. */
  isVerbatim?: boolean;
}

export interface PublicResults {
  results: SearchResult[];
  next: string | null;
  /** The question as it was read, when a word of it was taken for another; null when it was taken as typed. */
  readAs: string | null;
}

const RESULTS_A_PAGE = 20;
/** Where many hits may no longer be shown, a page is filled from further down, so many times at most. */
const ROUNDS = 3;

/** Threads and company answers that this viewer may read, best first. */
export async function searchPublic(viewer: Viewer, search: PublicSearch): Promise<PublicResults> {
  const limit = search.limit ?? RESULTS_A_PAGE;
  const scope = await scopeOf(viewer);
  const found: CheckedResult[] = [];
  let corrections: Correction[] = [];
  let after = search.after ?? null;
  for (let round = 0; round < ROUNDS && found.length < limit; round++) {
    const answer = await engine().query({ ...search, scope, after, limit: limit - found.length });
    found.push(...(await liveResults(viewer, answer.hits, answer.stems)));
    corrections = answer.corrections;
    after = answer.next;
    if (after === null) break;
  }
  const named = standingIn(found, corrections);
  const results = saidOnce(found.map(({ result }) => result));
  return { results, next: after, readAs: readAs(search.text, named) };
}

/** Where a company answer is a result itself, its threads only point to it. */
function saidOnce(results: readonly SearchResult[]): SearchResult[] {
  const answers = new Set(results.filter(({ kind }) => kind === "answer").map(({ id }) => id));
  return results.map((result) => {
    const { solution } = result;
    return solution?.answer && answers.has(solution.answer.id)
      ? { ...result, solution: { ...solution, text: [] } }
      : result;
  });
}

/** A correction is named only when the viewer sees its word below: the vocabulary itself is told to nobody. */
function standingIn(found: readonly CheckedResult[], corrections: readonly Correction[]): Correction[] {
  const texts = found.map(({ text }) => fold(text));
  return corrections.filter(({ meant }) => texts.some((text) => text.includes(meant)));
}

function readAs(text: string, corrections: readonly Correction[]): string | null {
  if (corrections.length === 0) return null;
  const meant = new Map(corrections.map((correction) => [correction.typed, correction.meant]));
  return text.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => meant.get(fold(word)) ?? word);
}

export interface Suggestion {
  kind: SearchHit["kind"];
  href: string;
  title: string;
  isSolved: boolean;
}

const SUGGESTIONS = 6;

/** What somebody who is still typing may be looking for. */
export async function suggestPublic(viewer: Viewer, typed: string): Promise<Suggestion[]> {
  const scope = await scopeOf(viewer);
  const hits = await engine().suggest(typed, scope, SUGGESTIONS);
  const found = await liveResults(viewer, hits);
  return found.map(({ result: { kind, href, title, isSolved } }) => ({
    kind,
    href,
    isSolved,
    title: title.map(({ text }) => text).join(""),
  }));
}
