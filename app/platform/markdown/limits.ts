/** Longest Markdown text a post, statement, message or answer may hold, in UTF-8 bytes. */
export const MARKDOWN_MAX_BYTES = 65_536;

/** The error code a form answers with when a text is longer than that. */
export const MARKDOWN_TOO_LONG = "markdown_too_long";

/** Deepest nesting of quotes, lists and emphasis; what lies deeper is left out. */
export const MAX_NESTING = 50;

/** Cells of all tables of a text beyond those written out: every short row is filled up to the heading's width. */
export const MAX_FILLED_CELLS = 2_000;

/** Longest address that becomes a link, in characters. */
export const MAX_ADDRESS = 2_048;

/** How much of a text is searched for ends of addresses, in characters; each place where one may begin counts anew. */
export const MAX_ADDRESS_SEARCH = 200_000;

/** What references may add to a text by being used again and again, in characters (cmark's bound). */
export const MAX_REFERENCE_EXPANSION = 100_000;

/** Longest code block that is coloured, in characters: several of highlight.js' grammars are quadratic. */
export const MAX_HIGHLIGHTED_BLOCK = 6_144;

/** Time all code blocks of one text may take for colouring, in milliseconds; the rest stays plain. */
export const HIGHLIGHT_BUDGET_MS = 300;

/** Whether a text is short enough to be stored and rendered as Markdown. */
export function fitsMarkdown(source: string): boolean {
  if (source.length > MARKDOWN_MAX_BYTES) return false;
  return source.length * 3 <= MARKDOWN_MAX_BYTES || new TextEncoder().encode(source).length <= MARKDOWN_MAX_BYTES;
}
