import MarkdownIt, { type MarkdownIt as Parser, type StateBlock } from "markdown-it";
import { MAX_ADDRESS, MAX_ADDRESS_SEARCH, MAX_FILLED_CELLS, MAX_NESTING } from "./limits.ts";
import { isSafeLink } from "./links.ts";

/** A parser with our rules about what Markdown is: no HTML, safe links only, line breaks kept, bounded work. */
export function createParser(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING });
  parser.linkify.set({ fuzzyLink: true, maxLength: MAX_ADDRESS });
  parser.validateLink = isSafeLink;
  boundAddresses(parser);
  boundTables(parser);
  return parser;
}

/** Without a bound, text such as "`http://a.b/" again and again is searched onwards from each of its places. */
function boundAddresses(parser: Parser) {
  const { linkify } = parser;
  const testSchemaAt = linkify.testSchemaAt.bind(linkify);
  let searchLeft = 0;
  parser.core.ruler.before("normalize", "start_search", () => {
    searchLeft = MAX_ADDRESS_SEARCH;
  });
  linkify.testSchemaAt = (text, schema, position) => {
    if (searchLeft <= 0) return 0;
    const length = testSchemaAt(text, schema, position);
    searchLeft -= length || Math.min(text.length - position, MAX_ADDRESS);
    return length;
  };
}

/**
 * The table rule fills every short row up to the width of the heading, so that two kilobytes would make fifty thousand
 * cells. Rows beyond what a text's length can pay for stay text.
 */
function boundTables(parser: Parser) {
  const table = blockRule("table");
  const bounded: typeof table = (state, startLine, endLine, silent) => {
    const columns = columnsOf(state, startLine);
    const lastLine = startLine + 2 + Math.floor(cellsLeft(state) / columns);
    const isTable = table(state, startLine, Math.min(endLine, lastLine), silent);
    if (isTable && !silent) state.env.cells = cellsUsed(state) + columns * (state.line - startLine);
    return isTable;
  };
  parser.block.ruler.at("table", bounded, { alt: ["paragraph", "reference"] });
}

function columnsOf(state: StateBlock, line: number): number {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const heading = state.src.slice(start, state.eMarks[line]).trim();
  return heading.replace(/^\||\|$/g, "").split("|").length;
}

function cellsLeft(state: StateBlock): number {
  return Math.max(0, MAX_FILLED_CELLS + state.src.length / 2 - cellsUsed(state));
}

function cellsUsed(state: StateBlock): number {
  return Number(state.env.cells ?? 0);
}

/** One of the parser's own rules, by the only public way to it. */
function blockRule(name: string) {
  const { ruler } = new MarkdownIt().block;
  ruler.enableOnly(name);
  const [rule] = ruler.getRules("");
  if (!rule) throw new Error(`markdown-it has no block rule ${name}`);
  return rule;
}
