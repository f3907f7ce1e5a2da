import type { Token } from "markdown-it";
import { escapeHtml } from "./escape.ts";
import { highlight, knownLanguage } from "./languages.ts";
import { HIGHLIGHT_BUDGET_MS, MAX_HIGHLIGHTED_BLOCK } from "./limits.ts";
import { createParser } from "./parser.ts";
import { shapeTokens } from "./shape.ts";

const MAX_LABEL = 100;

const parser = createParser();
shapeTokens(parser);
parser.renderer.rules.table_open = (tokens, index) => openTable(tableLabel(tokens, index));
parser.renderer.rules.table_close = () => "</table></div>\n";
parser.renderer.rules.code_block = (tokens, index) => codeBlock(tokens[index]?.content ?? "", "", 0);
parser.renderer.rules.fence = (tokens, index, _options, env) =>
  codeBlock(tokens[index]?.content ?? "", tokens[index]?.info ?? "", Number(env?.deadline));

/**
 * Markdown as safe HTML, on the calling thread and in its own time: for any text from people, use `renderMarkdown`.
 * Throws when the text nests deeper than the stack.
 */
export function renderHtml(source: string): string {
  return parser.render(source, { deadline: performance.now() + HIGHLIGHT_BUDGET_MS });
}

/** A wide table scrolls in its box, which the keyboard must reach, so it needs a name: its own headings. */
function openTable(label: string): string {
  const named = label && ` role="group" aria-label="${escapeHtml(label)}"`;
  return `<div class="table-scroll" dir="auto" tabindex="0"${named}>\n<table>\n`;
}

function tableLabel(tokens: Token[], open: number): string {
  const headings: string[] = [];
  for (let index = open; tokens[index] && tokens[index]?.type !== "thead_close"; index++) {
    const heading = tokens[index];
    if (heading?.type === "inline")
      headings.push(parser.renderer.renderInlineAsText(heading.children ?? [], parser.options, {}));
  }
  return Array.from(headings.filter(Boolean).join(", ")).slice(0, MAX_LABEL).join("");
}

function codeBlock(code: string, info: string, deadline: number): string {
  const language = knownLanguage(info);
  if (!language) return `<pre dir="ltr"><code>${escapeHtml(code)}</code></pre>\n`;
  const isColoured = code.length <= MAX_HIGHLIGHTED_BLOCK && performance.now() < deadline;
  const html = isColoured ? highlight(code, language) : escapeHtml(code);
  return `<pre dir="ltr"><code class="hljs language-${escapeHtml(language)}">${html}</code></pre>\n`;
}
