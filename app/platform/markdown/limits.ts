/**
 * Longest text that is rendered as Markdown, in UTF-16 units; a longer one is shown plain. What people may write is
 * less, and said in the form; a statement drawn from a thread is the longest there is.
 */
export const MARKDOWN_MAX = 262_144;

/** How much of a text is read for its words alone, in UTF-16 units: as much as a post may hold. */
export const WORDS_MAX = 65_536;

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
