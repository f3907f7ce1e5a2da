import { tidy } from "../../domain/text.ts";

/** What the address of the search page says. */
export interface SearchAddress {
  q: string;
  category: string | null;
  solved: "yes" | "no" | null;
  after: string | null;
  /** The words as they were typed, nothing corrected. */
  verbatim: boolean;
}

const LONGEST = 400;

/** Reads the page's address; what makes no sense in it is left out. */
export function readSearch(parameters: URLSearchParams): SearchAddress {
  const solved = parameters.get("solved");
  return {
    q: tidy((parameters.get("q") ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST)),
    category: parameters.get("category"),
    solved: solved === "yes" || solved === "no" ? solved : null,
    after: parameters.get("after"),
    verbatim: parameters.get("verbatim") === "1",
  };
}

/** The same search with something changed; another filter begins at the first page. */
export function searchHref(from: SearchAddress, change: Partial<SearchAddress>): string {
  const { q, category, solved, after, verbatim } = { ...from, after: null, ...change };
  const parameters = new URLSearchParams({ q });
  if (category) parameters.set("category", category);
  if (solved) parameters.set("solved", solved);
  if (after) parameters.set("after", after);
  if (verbatim) parameters.set("verbatim", "1");
  return `/search?${parameters}`;
}
