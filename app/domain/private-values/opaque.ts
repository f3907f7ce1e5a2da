import type { Stretch } from "./reading.ts";

/** Written with points, and no version: French and American telephones, cards, what Swiss, Brazilian and Dutch authorities give out. */
const DOTTED = String.raw`(?:0\d(?:\.\d\d){4}|\d{3}\.\d{3}\.\d{4}|\d{4}(?:\.\d{4}){3}|756(?:\.\d{4}){2}\.\d\d|(?:\d{3}\.){2}\d{3}-\d\d|\d{4}\.\d\d\.\d{3})(?![\w.]\d)`;

/**
 * What looks like a number of somebody's and is none: addresses on the net, addresses of machines, versions, hashes,
 * dates, times, prices, measures. Each pattern is bounded, so that a text is read once.
 */
const OPAQUE: readonly RegExp[] = [
  /\b(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.)[^\s<>"'`]{1,2000}/gi,
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?(?!\w|\.\d)/g,
  /(?<![\w:])(?:[\da-f]{1,4}:){3,7}[\da-f]{1,4}(?![\w:])/gi,
  /(?<![\w])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w])/gi,
  /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi,
  /\b(?=[\da-f]{0,63}[a-f])(?=[\da-f]{0,63}\d)[\da-f]{7,128}\b/gi,
  /\b0x[\da-f]{1,32}\b/gi,
  new RegExp(String.raw`(?<![\w.])(?!${DOTTED})v?\d{1,5}(?:\.\d{1,6}){2,5}(?:[-+][\w.]{1,40})?(?![\w])`, "gi"),
  /(?<![\w.])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w])/g,
  new RegExp(
    String.raw`(?<![\w.])(?!${DOTTED})\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:,? \d{1,2}[:.]\d{2}(?::\d{2})?)?(?![\w])`,
    "g",
  ),
  // days and times in a row, as machines name files; what follows a hyphen may be somebody's number
  /(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[-_T ]?(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?(?![a-z\d]|[-+]\d)/gi,
  /(?<![\w.])\d{4}[./]\d{1,2}[./]\d{1,2}(?![\w])/g,
  /(?<![\w])\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?![\w])/g,
  /[€$£¥₹]\s?\d[\d.,' ]{0,18}\d(?!\d)/g,
  /(?<![\w.,])\d[\d.,']{0,18}\s?(?:[€£¥₹]|(?:EUR|USD|GBP|CHF|Euro?s?|dollars?)\b)/gi,
  new RegExp(String.raw`(?<![\w.])(?!${DOTTED})\d{1,3}(?:[,.']\d{3}){2,6}(?:[.,]\d{1,2})?(?![\w])`, "g"),
];

/** Where such things stand, in reading order. */
export function opaqueIn(text: string): Stretch[] {
  const found = OPAQUE.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
  return found.sort((a, b) => a.start - b.start);
}

/** Code in a text of Markdown: fenced blocks, and what stands between backticks on one line. */
export function codeIn(text: string): Stretch[] {
  const fences = fencesIn(text);
  const inline = [...text.matchAll(/(?<!`)(`{1,3})(?!`)[^`\n]{1,500}\1(?!`)/g)];
  return [...fences, ...inline.map((match) => ({ start: match.index, end: match.index + match[0].length }))];
}

const FENCE = /^ {0,3}(```+|~~~+)/;

function fencesIn(text: string): Stretch[] {
  if (!text.includes("```") && !text.includes("~~~")) return [];
  const found: Stretch[] = [];
  let open: { mark: string; start: number } | undefined;
  let at = 0;
  for (const line of text.split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (mark && !open) open = { mark, start: at };
    else if (mark && open && mark.startsWith(open.mark)) {
      found.push({ start: open.start, end: at + line.length });
      open = undefined;
    }
    at += line.length + 1;
  }
  return open ? [...found, { start: open.start, end: text.length }] : found;
}

/** Says whether a stretch touches any of these; they may overlap one another. */
export function touching(stretches: readonly Stretch[]): (stretch: Stretch) => boolean {
  const merged = mergedOf(stretches);
  return ({ start, end }) => {
    let low = 0;
    let high = merged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((merged[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (merged[low]?.start ?? Number.POSITIVE_INFINITY) < end;
  };
}

function mergedOf(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
