import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { MAX_REFERENCE_EXPANSION } from "./limits.ts";
import { isExternal, isPlainlyAnAddress, isShownImage } from "./links.ts";

/** A post stands below the page's own h1 and h2; equal depths beyond h6 are one. */
const HEADING = { h1: "h3", h2: "h4", h3: "h5", h4: "h6", h5: "h6", h6: "h6" } as const;

const EXTERNAL_REL = "nofollow ugc noopener";

interface Walk {
  parser: MarkdownIt;
  Token: StateCore["Token"];
  insideLink: boolean;
  /** Whether the link around is shown as its text only. */
  isLinkHidden: boolean;
  expansion: number;
  allowedExpansion: number;
}

/** Makes of parsed Markdown what our pages show: every decision about elements and attributes is here. */
export function shapeTokens(parser: MarkdownIt) {
  parser.core.ruler.push("shape", (state) => {
    const walk = startWalk(parser, state);
    for (const token of state.tokens) {
      if (token.type === "inline") shapeInline(token, walk);
      else shapeBlock(token);
    }
  });
}

function startWalk(parser: MarkdownIt, state: StateCore): Walk {
  const allowedExpansion = Math.max(MAX_REFERENCE_EXPANSION, state.src.length);
  return { parser, Token: state.Token, insideLink: false, isLinkHidden: false, expansion: 0, allowedExpansion };
}

function shapeBlock(token: Token) {
  if (token.nesting === -1) return demote(token);
  demote(token);
  alignByClass(token);
  // Only the outermost block finds its own direction: a nested one that did would hide its text from the outer's search.
  if (token.level === 0 && token.nesting === 1) token.attrSet("dir", "auto");
}

function demote(token: Token) {
  if (token.tag in HEADING) token.tag = HEADING[token.tag as keyof typeof HEADING];
}

/** The content policy forbids style attributes, which is how markdown-it aligns cells. */
function alignByClass(token: Token) {
  if (token.tag !== "th" && token.tag !== "td") return;
  const side = attribute(token, "style").split(":")[1];
  token.attrs = side ? [["class", `align-${side}`]] : null;
}

function shapeInline(inline: Token, walk: Walk) {
  const children = inline.children ?? [];
  if (!children.some((child) => child.tag === "a" || child.tag === "img")) return;
  inline.children = children.flatMap((child, index) => {
    if (child.type === "link_open") return openLink(child, children[index + 1], walk);
    if (child.type === "link_close") return closeLink(child, walk);
    return child.type === "image" ? shapeImage(child, walk) : child;
  });
}

function openLink(link: Token, next: Token | undefined, walk: Walk): Token {
  const href = attribute(link, "href");
  const isGuess = link.markup === "linkify" && !isPlainlyAnAddress(next?.content ?? "", href);
  walk.insideLink = true;
  walk.isLinkHidden = isGuess || isExpandedTooFar(link, href, walk);
  link.hidden = walk.isLinkHidden;
  if (isExternal(href)) link.attrSet("rel", EXTERNAL_REL);
  return link;
}

function closeLink(link: Token, walk: Walk): Token {
  link.hidden = walk.isLinkHidden;
  walk.insideLink = false;
  walk.isLinkHidden = false;
  return link;
}

/** One long address under a short name, used ten thousand times, would make megabytes of kilobytes. */
function isExpandedTooFar(token: Token, address: string, walk: Walk): boolean {
  if (!token.meta?.label) return false;
  walk.expansion += address.length + attribute(token, "title").length;
  return walk.expansion > walk.allowedExpansion;
}

function shapeImage(image: Token, walk: Walk): Token | Token[] {
  const source = attribute(image, "src");
  const alt = walk.parser.renderer.renderInlineAsText(image.children ?? [], walk.parser.options, {});
  if (isExpandedTooFar(image, source, walk)) return text(alt, walk);
  if (isShownImage(source)) return shownImage(image);
  return walk.insideLink ? text(alt || source, walk) : linkToImage(source, alt, walk);
}

function shownImage(image: Token): Token {
  image.attrSet("loading", "lazy");
  return image;
}

/** A picture elsewhere becomes a link to it (see decision 020). */
function linkToImage(source: string, alt: string, walk: Walk): Token[] {
  const open = new walk.Token("link_open", "a", 1);
  open.attrs = [["href", source]];
  if (isExternal(source)) open.attrs.push(["rel", EXTERNAL_REL]);
  return [open, text(alt || source, walk), new walk.Token("link_close", "a", -1)];
}

function text(content: string, walk: Walk): Token {
  const made = new walk.Token("text", "", 0);
  made.content = content;
  return made;
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}
