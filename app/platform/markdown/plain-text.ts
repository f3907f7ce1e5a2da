import type { Token } from "markdown-it";
import { imagesAsWords } from "./images.ts";
import { WORDS_MAX } from "./limits.ts";
import { createParser } from "./parser.ts";
import { pieces } from "./pieces.ts";

/** What a text says in its own words, apart from the code it shows and the words of others it quotes. */
export interface PlainText {
  /** Paragraphs, headings, lists and tables, one block a line; code within a sentence stays in it. */
  text: string;
  /** Code blocks. */
  code: string;
  /** All that stands in quotes, code included. */
  quotes: string;
}

const parser = createParser().set({ linkify: false });
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The words of a Markdown text without its marks; of one longer than a post may be, those of its beginning. */
export function markdownToText(source: string): PlainText {
  const found = { text: [] as string[], code: [] as string[], quotes: [] as string[] };
  for (const piece of pieces(source.slice(0, WORDS_MAX))) {
    let quoted = 0;
    for (const token of parser.parse(piece, {})) {
      if (token.tag === "blockquote") quoted += token.nesting;
      const words = wordsOf(token);
      if (words) found[quoted > 0 ? "quotes" : kindOf(token)].push(words);
    }
  }
  return { text: found.text.join("\n"), code: found.code.join("\n"), quotes: found.quotes.join("\n") };
}

/** The beginning of a text in one line of at most `maxChars` UTF-16 units, cut between words where it can be. */
export function excerpt(source: string, maxChars: number): string {
  const { text, quotes, code } = markdownToText(source.slice(0, EXCERPT_SOURCE * maxChars));
  const line = (text || quotes || code).replace(/\s+/g, " ").trim();
  return line.length <= maxChars ? line : `${cut(line, maxChars - 1)}…`;
}

/** An excerpt needs no more than the beginning: marks and addresses rarely take more than nine tenths of a text. */
const EXCERPT_SOURCE = 10;

function kindOf(token: Token): "text" | "code" {
  return token.type === "inline" ? "text" : "code";
}

function wordsOf(token: Token): string {
  if (token.type === "inline") return shownWords(token.children ?? []).trim();
  return token.type === "fence" || token.type === "code_block" ? token.content.trimEnd() : "";
}

/** An image that shows nothing is text to the parser. Code that speaks of one says what it says. */
function shownWords(children: Token[]): string {
  const words = (some: Token[]) => parser.renderer.renderInlineAsText(some, parser.options, {});
  if (!children.some(({ type }) => type === "code_inline")) return imagesAsWords(words(children));
  return children.map((one) => (one.type === "text" ? imagesAsWords(one.content) : words([one]))).join("");
}

function cut(line: string, length: number): string {
  const whole = wholeGraphemes(line, length);
  const space = whole.lastIndexOf(" ");
  const isAtWordEnd = line[whole.length] === " ";
  return (isAtWordEnd || space < length / 2 ? whole : whole.slice(0, space)).trimEnd();
}

/** A family emoji or a letter with its accents is kept or left, never halved. */
function wholeGraphemes(line: string, length: number): string {
  let end = 0;
  for (const { index, segment } of graphemes.segment(line.slice(0, length + GRAPHEME_REACH))) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return line.slice(0, end);
}

/** How far beyond the cut one looks for the end of a grapheme. */
const GRAPHEME_REACH = 100;
