import { fold } from "./words.ts";

/** A piece of text for display; a match is shown in a <mark>. Data, never HTML. */
export interface Segment {
  /** Where it begins in the text shown. */
  at: number;
  text: string;
  isMatch: boolean;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)?/gu;
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
  const isMatch = matcher(stems);
  const segments: Segment[] = [];
  let done = 0;
  const say = (end: number, isMatch: boolean) => {
    if (end > done) segments.push({ at: done, text: text.slice(done, end), isMatch });
    done = end;
  };
  for (const [start, end] of joined(
    text,
    [...text.matchAll(WORD)].filter(([word]) => isMatch(word)),
  )) {
    say(start, false);
    say(end, true);
  }
  say(text.length, false);
  return segments;
}

function joined(text: string, matches: readonly RegExpExecArray[]): [number, number][] {
  const places: [number, number][] = [];
  for (const { index, 0: word } of matches) {
    const last = places.at(-1);
    if (last && text.slice(last[1], index) === "-") last[1] = index + word.length;
    else places.push([index, index + word.length]);
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
  const isMatch = matcher(stems);
  const matches = [...text.matchAll(WORD)]
    .filter(([word]) => isMatch(word))
    .map((match) => ({ at: match.index, word: fold(match[0]) }));
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
