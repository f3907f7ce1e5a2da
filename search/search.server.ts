import type { Viewer } from "../app/domain/accounts/viewer.ts";
import { type Arrangement, arranged, isArranged } from "./arranged.server.ts";
import { browse } from "./browse.server.ts";
import {
  type Correction,
  documentNumber,
  type EngineName,
  MOST_CANDIDATES,
  MOST_RESULTS,
  type SearchFilters,
  type SearchHit,
  type SearchHits,
} from "./engine.ts";
import { engine } from "./engines.server.ts";
import { countFacets, type Facets } from "./facets.server.ts";
import { livePage, readPlace } from "./live-page.server.ts";
import { type CheckedResult, liveResults, type SearchResult } from "./results.server.ts";
import { scopeOf } from "./scope.server.ts";
import { inScriptOf } from "./scripts.ts";
import { stillHolding } from "./still-holding.server.ts";
import { synonymsIn } from "./synonyms.server.ts";
import { fold, spelledWords } from "./words.ts";

export { engine } from "./engines.server.ts";
export { likelyCategory } from "./likely-category.server.ts";
export { type SimilarThread, similarThreads, similarToQuestion, type ToReadFirst } from "./similar.server.ts";

export interface PublicSearch {
  /** Words alone: operators have been taken out of them (see operators.ts). Without any, filters alone are asked for. */
  text: string;
  filters?: SearchFilters;
  arrangement?: Arrangement;
  /** The `next` of the page before. */
  after?: string | null;
  limit?: number;
  /** Take the words as they were typed. */
  isVerbatim?: boolean;
}

export interface PublicResults {
  results: SearchResult[];
  /** How many results the pages before this one have shown. */
  from: number;
  next: string | null;
  count: Count;
  /** Which engine answered. */
  engine: EngineName;
  facets: Facets;
  /** The question as it was read, when a word of it was taken for another; null when it was taken as typed. */
  readAs: string | null;
}

/** How many results there are: counted among what the viewer may see, or as the index has it, in round numbers. */
export interface Count {
  is: "exact" | "about" | "over";
  number: number;
}

/** What a search tells us of itself, and no viewer: an index that is behind knows of words taken away since. */
export interface Fit {
  /** How much of what was asked the fittest result shown holds, 0 to 1, words weighed by how rare they are. */
  coverage: number;
}

const RESULTS_A_PAGE = 20;

/** Threads and company answers that this viewer may read, best first. */
export async function searchPublic(viewer: Viewer, search: PublicSearch): Promise<PublicResults & { fit: Fit }> {
  const { text, after = null, limit = RESULTS_A_PAGE, arrangement } = search;
  const { answer, synonyms } = await ask(viewer, search);
  const { inTitle } = search.filters ?? {};
  const [{ found, next }, facets] = await Promise.all([
    livePage(viewer, answer, { text, synonyms, inTitle }, { after, limit, hasVotes: arrangement?.order === "votes" }),
    countFacets(viewer, answer),
  ]);
  const named = standingIn(found, answer.corrections);
  const results = saidOnce(found.map(({ result }) => result));
  const shown = new Set(results.map(documentNumber));
  const fitting = answer.hits.filter((hit) => shown.has(documentNumber(hit)));
  const fit = { coverage: Math.max(0, ...fitting.map(({ coverage }) => coverage)) };
  const count = countOf(answer, facets);
  const [from, read] = [readPlace(after), readAs(text, named)];
  return { results, from, next, count, engine: answer.engine, facets, readAs: read, fit };
}

/** An index's own number is rounded: by it alone nobody is to tell that something is there which they may not see. */
function countOf({ total }: SearchHits, facets: Facets): Count {
  if (!facets.isCapped) return { is: "exact", number: facets.total };
  if (total === null) return { is: "over", number: facets.total };
  if (total >= MOST_RESULTS) return { is: "over", number: MOST_RESULTS };
  return { is: "about", number: Number(total.toPrecision(2)) };
}

/** Pages that begin before need none but the best, of which an engine ranks so many at least. */
const WITHIN_BEST = 20;

/** All there is to page through: by the engine, or where there are filters alone, newest first. */
async function ask(viewer: Viewer, search: PublicSearch) {
  const { arrangement = {} } = search;
  const { answer, synonyms } = await askEngine(viewer, search);
  return { answer: isArranged(arrangement) ? await arranged(viewer, answer, arrangement) : answer, synonyms };
}

async function askEngine(viewer: Viewer, search: PublicSearch) {
  const { text, filters = {}, arrangement = {}, isVerbatim, after = null } = search;
  const isNarrowed = Object.values(filters).some((filter) => filter !== undefined) || isArranged(arrangement);
  if (text.trim() === "" && isNarrowed) return { answer: await browse(viewer, filters), synonyms: [] };
  const isBest = readPlace(after) < WITHIN_BEST && !isArranged(arrangement);
  const [scope, synonyms] = await Promise.all([scopeOf(viewer), isVerbatim ? [] : synonymsIn(text)]);
  const limit = isBest ? MOST_CANDIDATES : MOST_RESULTS;
  return { answer: await engine().query({ text, filters, isVerbatim, scope, synonyms, limit }), synonyms };
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

/** A correction is named, as it is typed, only when the viewer sees its word below: the vocabulary itself is told to nobody. */
function standingIn(found: readonly CheckedResult[], corrections: readonly Correction[]): Correction[] {
  const texts = found.map(({ text }) => text);
  const folded = texts.map(fold);
  return corrections
    .filter(({ meant }) => folded.some((text) => text.includes(fold(meant))))
    .map(({ typed, meant }) => ({ typed, meant: inScriptOf(typed, meant, texts) }));
}

function readAs(text: string, corrections: readonly Correction[]): string | null {
  if (corrections.length === 0) return null;
  const meant = new Map(corrections.map((correction) => [correction.typed, correction.meant]));
  return text.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => meant.get(spelledWords(word)) ?? word);
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
  const [scope, synonyms] = await Promise.all([scopeOf(viewer), synonymsIn(typed)]);
  const hits = await engine().suggest(typed, scope, SUGGESTIONS, synonyms);
  const found = await stillHolding(await liveResults(viewer, hits), { text: typed, synonyms, engine: "meilisearch" });
  return found.map(({ result: { kind, href, title, isSolved } }) => ({
    kind,
    href,
    isSolved,
    title: title.map(({ text }) => text).join(""),
  }));
}
