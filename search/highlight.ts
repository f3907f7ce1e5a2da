import { fold } from "./words.ts";

/** A piece of text for display; a match is shown in a <mark>. Data, never HTML. */
export interface Segment {
  /** Where it begins in the text shown. */
  at: number;
  text: string;
  isMatch: boolean;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)?/gu;
/** Two words that are also written as one. */
const COMPOUND = /(?<![\p{L}\p{N}-])\p{L}[\p{L}\p{N}]{0,19}-[\p{L}\p{N}]{1,20}(?![\p{L}\p{N}-])/gu;
/** How much longer than its stem a word may be: "connections" of "connect". */
const LONGEST_ENDING = 5;
const SHORTEST_STEM = 3;

/** Whether a word of a text is a form of one of the stems that were looked for. */
export function matcher(stems: readonly string[]): (word: string) => boolean {
  const exact = new Set(stems);
  // English stems write a final y as i.
  const beginnings = stems.map((stem) => stem.replace(/(?<=..)i$/, "")).filter((stem) => stem.length >= SHORTEST_STEM);
  return (word) => {
    const folded = fold(word);
    return (
      exact.has(folded) ||
      beginnings.some((stem) => folded.startsWith(stem) && folded.length - stem.length <= LONGEST_ENDING)
    );
  };
}

/** A text whole, with its matches marked; what a hyphen joins is marked as one. */
export function mark(text: string, stems: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  const say = (end: number, isMatch: boolean) => {
    if (end > done) segments.push({ at: done, text: text.slice(done, end), isMatch });
    done = end;
  };
  for (const [start, end] of joined(text, matchesIn(text, stems))) {
    say(start, false);
    say(end, true);
  }
  say(text.length, false);
  return segments;
}

interface Match {
  at: number;
  word: string;
}

/** The words of a text that match, in their order; whoever looks for "wifi" also means "Wi-Fi". */
function matchesIn(text: string, stems: readonly string[]): Match[] {
  const isMatch = matcher(stems);
  const words = [...text.matchAll(WORD)].filter(([word]) => isMatch(word));
  const compounds = [...text.matchAll(COMPOUND)].filter(([word]) => isMatch(word.replace("-", "")));
  return [...words, ...compounds].map(({ index, 0: word }) => ({ at: index, word })).sort((a, b) => a.at - b.at);
}

function joined(text: string, matches: readonly Match[]): [number, number][] {
  const places: [number, number][] = [];
  for (const { at, word } of matches) {
    const last = places.at(-1);
    const end = at + word.length;
    if (last && (at < last[1] || text.slice(last[1], at) === "-")) last[1] = Math.max(last[1], end);
    else places.push([at, end]);
  }
  return places;
}

/** The stretch of a text, of about so many characters, that holds the most different matches; the beginning when none does. */
export function passage(text: string, stems: readonly string[], length: number): Segment[] {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= length) return mark(flat, stems);
  const start = wordStart(flat, bestStart(flat, stems, length));
  const end = start + length >= flat.length ? flat.length : wordEnd(flat, start + length);
  const words = flat.slice(start, end).trim();
  return mark(`${start > 0 ? "… " : ""}${end < flat.length ? `${words.replace(DANGLING, "")}…` : words}`, stems);
}

/** Marks that promise more, before an ellipsis. */
const DANGLING = /[\s,:;.–—-]+$/;

/** Where a passage begins a little before its first match, so that it can be understood. */
const LED_BY = 30;

function bestStart(text: string, stems: readonly string[], length: number): number {
  const matches = matchesIn(text, stems).map(({ at, word }) => ({ at, word: fold(word) }));
  const heldFrom = (start: number) =>
    new Set(matches.filter(({ at }) => at >= start && at < start + length - LED_BY).map(({ word }) => word)).size;
  let best = { start: 0, held: heldFrom(0) };
  for (const { at } of matches.slice(0, MOST_PLACES)) {
    const held = heldFrom(at);
    if (held > best.held) best = { start: Math.max(0, at - LED_BY), held };
  }
  return best.start;
}

const MOST_PLACES = 60;

function wordStart(text: string, at: number) {
  if (at === 0) return 0;
  const space = text.indexOf(" ", at);
  return space === -1 || space > at + LED_BY ? at : space + 1;
}

function wordEnd(text: string, at: number) {
  const space = text.lastIndexOf(" ", at);
  return space > at - LED_BY ? space : wholeCharacter(text, at);
}

/** Never half of a character that takes two units. */
const wholeCharacter = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at);
