/** What can be asked for beside words: `is:solved`, `tag:wifi`, `before:2026-01-31`, `category:"smart-home"`. */
export const operatorNames = ["is", "category", "tag", "by", "before", "after", "in", "min_posts", "order"] as const;
export type OperatorName = (typeof operatorNames)[number];

/** What results may be ordered by: how well they fit, or another thing, the most or the latest first. */
export const searchOrders = ["best", "newest", "active", "votes", "affected"] as const;
export type SearchOrder = (typeof searchOrders)[number];

export interface Operator {
  name: OperatorName;
  value: string;
}

/** What was typed, with the operators taken out. What looks like one and is none stays among the words. */
export interface SplitQuestion {
  words: string;
  operators: Operator[];
}

/** As other forums call them. */
const OTHERWISE: Record<string, OperatorName | undefined> = { user: "by", author: "by" };

// "order:4711" is what a customer pastes: a number there is no order to put results in.
const PART = new RegExp(
  String.raw`(${[...operatorNames, ...Object.keys(OTHERWISE)].join("|")}):(?<!order:(?=\d))(?:"([^"]*)"?|([^\s"]\S*))(?=\s|$)|-?"[^"]*"?|\S+`,
  "giu",
);
/** Whoever pastes more has no question. */
const MOST_OPERATORS = 20;

/** Takes the operators out of a question; none is read between quotes. */
export function splitOperators(text: string): SplitQuestion {
  const words: string[] = [];
  const operators: Operator[] = [];
  for (const [part, name, quoted, bare] of text.matchAll(PART)) {
    const value = (quoted ?? bare ?? "").trim();
    if (name === undefined || value === "") words.push(part);
    else if (operators.length < MOST_OPERATORS)
      operators.push({ name: nameOf(name.toLowerCase()), value: value.replaceAll('"', "") });
  }
  return { words: words.join(" "), operators };
}

const nameOf = (typed: string) => OTHERWISE[typed] ?? (typed as OperatorName);

/** An operator as it is typed. */
export const writeOperator = ({ name, value }: Operator): string =>
  `${name}:${/\s/.test(value) ? `"${value}"` : value}`;

/** A question of these words and operators, as it is typed. */
export const writeQuestion = ({ words, operators }: SplitQuestion): string =>
  [words, ...operators.map(writeOperator)].filter((part) => part !== "").join(" ");

const isSame = (one: Operator, other: Operator) => one.name === other.name && one.value === other.value;

/** A question without one of its operators. */
export const withoutOperator = (question: SplitQuestion, gone: Operator): SplitQuestion => ({
  ...question,
  operators: question.operators.filter((operator) => !isSame(operator, gone)),
});

/** A question with one more operator, instead of those that it makes pointless: only tags go together. */
export function withOperator(question: SplitQuestion, added: Operator): SplitQuestion {
  const group = groupOf(added);
  const others = question.operators.filter(
    (operator) => !isSame(operator, added) && (group === "tag" || groupOf(operator) !== group),
  );
  return { ...question, operators: [...others, added] };
}

const groupOf = ({ name, value }: Operator) =>
  name === "is" ? (/^((un)?solved|needs-check)$/i.test(value) ? "state" : "kind") : name;
