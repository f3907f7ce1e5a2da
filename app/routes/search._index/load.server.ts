import { type ReadOperator, readFilters } from "../../../search/filters.server.ts";
import { type SearchOrder, splitOperators } from "../../../search/operators.ts";
import { type Fit, type PublicResults, searchPublic } from "../../../search/search.server.ts";
import { fold } from "../../../search/words.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { keepSearch } from "../../domain/searches/keep-search.server.ts";
import { isRobot } from "../../domain/searches/robot.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { readSearch, type SearchAddress } from "./address.ts";

/** An operator as a chip: with the name of what it says, where that has one. */
export interface Chip extends ReadOperator {
  label: string;
}

export interface SearchPage {
  asked: SearchAddress;
  order: SearchOrder;
  /** What was asked without the operators. */
  words: string;
  chips: Chip[];
  found: PublicResults;
  /** By what to tell that a result was opened or was of help; null when the search is not kept. */
  search: string | null;
  now: Date;
}

interface Asking {
  request: Request;
  clientAddress: string;
}

/** Searches as an address says, and keeps what was asked. */
export async function loadSearch(asking: Asking): Promise<{ viewer: Viewer; page: SearchPage }> {
  const asked = readSearch(new URL(asking.request.url).searchParams);
  const viewer = await viewerOf(asking.request);
  if (asked.q !== "") await limit("search", [asking.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
  const { words, operators: typed } = splitOperators(asked.q);
  const places = typed.some(({ name }) => name === "category") ? await listCategories(viewer) : [];
  const { filters, arrangement, operators } = await readFilters(viewer, typed, places);
  const question = { text: words, filters, arrangement, after: asked.after, isVerbatim: asked.verbatim };
  const { fit, ...found } = await searchPublic(viewer, question);
  const labels = new Map(places.map(({ slug, name }) => [slug, name]));
  const chips = operators.map((operator) => ({ ...operator, label: labels.get(operator.value) ?? operator.value }));
  const search = await keep(asking, viewer, {
    words,
    found,
    fit,
    isNarrowed: operators.length > 0,
    after: asked.after,
  });
  return { viewer, page: { asked, order: arrangement.order ?? "best", words, chips, found, search, now: new Date() } };
}

interface Answered {
  words: string;
  found: PublicResults;
  fit: Fit;
  isNarrowed: boolean;
  after: string | null;
}

/** Any word finds something in a large forum: what holds less than this of what was asked is no find. */
const A_FIND = 0.5;

/** Further pages are the same search; that filters leave nothing says nothing about what there is. */
async function keep(
  { request, clientAddress }: Asking,
  viewer: Viewer,
  { words, found, fit, isNarrowed, after }: Answered,
) {
  const isNoSearch = words === "" || after !== null || (isNarrowed && found.facets.total === 0);
  const userAgent = request.headers.get("User-Agent") ?? "";
  if (isNoSearch || isRobot(request.headers)) return null;
  const searcher = { viewer, address: clientAddress, userAgent };
  const results = fit.coverage < A_FIND ? 0 : found.facets.total;
  return keepSearch(searcher, { words: fold(words), engine: found.engine, results });
}
