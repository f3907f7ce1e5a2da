import {
  type Operator,
  type SearchOrder,
  type SplitQuestion,
  splitOperators,
  withOperator,
  withoutOperator,
  writeQuestion,
} from "../../../search/operators.ts";
import { tidy } from "../../domain/text.ts";

/** What the address of the search page says. */
export interface SearchAddress {
  /** As it was typed, operators included. */
  q: string;
  after: string | null;
  /** The words as they were typed, nothing corrected. */
  verbatim: boolean;
  /** What was just said of these results. */
  helped: "yes" | "no" | null;
}

const LONGEST = 400;
const NAME = /^[\w-]{1,80}$/;

/** Reads the page's address; what makes no sense in it is left out. Filters of older addresses become operators. */
export function readSearch(parameters: URLSearchParams): SearchAddress {
  const typed = tidy((parameters.get("q") ?? "").slice(0, LONGEST).replace(/\s+/g, " ").trim());
  const helped = parameters.get("helped");
  return {
    q: typed === "" ? "" : writeQuestion(withOlderFilters(splitOperators(typed), parameters)),
    after: parameters.get("after"),
    verbatim: parameters.get("verbatim") === "1",
    helped: helped === "yes" || helped === "no" ? helped : null,
  };
}

function withOlderFilters(question: SplitQuestion, parameters: URLSearchParams): SplitQuestion {
  const [category, solved] = [parameters.get("category"), parameters.get("solved")];
  let changed = question;
  if (category && NAME.test(category)) changed = withOperator(changed, { name: "category", value: category });
  if (solved === "yes" || solved === "no")
    changed = withOperator(changed, { name: "is", value: solved === "yes" ? "solved" : "unsolved" });
  return changed;
}

/** The same search with something changed; another question begins at the first page. */
export function searchHref(from: SearchAddress, change: Partial<SearchAddress>): string {
  const { q, after, verbatim, helped } = { ...from, after: null, helped: null, ...change };
  const parameters = new URLSearchParams({ q });
  if (after) parameters.set("after", after);
  if (verbatim) parameters.set("verbatim", "1");
  if (helped) parameters.set("helped", helped);
  return `/search?${parameters}`;
}

/** The same search with one more operator, or without it where it has it. */
export function toggleHref(from: SearchAddress, operator: Operator): string {
  const question = splitOperators(from.q);
  const has = hasOperator(from, operator);
  return searchHref(from, {
    q: writeQuestion(has ? withoutOperator(question, operator) : withOperator(question, operator)),
  });
}

/** The same search in another order; how well they fit is the one that needs no word. */
export function orderHref(from: SearchAddress, order: SearchOrder): string {
  const { words, operators } = splitOperators(from.q);
  const others = { words, operators: operators.filter(({ name }) => name !== "order") };
  const isUnsaid = order === "best" && (words !== "" || others.operators.length > 0);
  return searchHref(from, {
    q: writeQuestion(isUnsaid ? others : withOperator(others, { name: "order", value: order })),
  });
}

/** Whether a search is narrowed by an operator. */
export const hasOperator = ({ q }: SearchAddress, { name, value }: Operator): boolean =>
  splitOperators(q).operators.some((operator) => operator.name === name && operator.value === value);
