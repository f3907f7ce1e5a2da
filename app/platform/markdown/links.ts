import { MAX_ADDRESS } from "./limits.ts";

const ALLOWED_PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

/** Any origin will do: an address that leaves it was not one of ours. */
const OWN_ORIGIN = "https://own.invalid";

/**
 * Whether people may link to an address: http, https and mailto, or a path, query or fragment of our own site.
 * The judge is the URL parser that browsers use, so no spelling of a forbidden scheme gets past it.
 */
export function isSafeLink(href: string): boolean {
  if (href.length > MAX_ADDRESS) return false;
  if (/^[/?#]/.test(href)) return isOwnAddress(href);
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return false;
  const url = parse(href);
  return url !== null && ALLOWED_PROTOCOLS.has(url.protocol) && url.username === "" && url.password === "";
}

/** Whether an address leads to another site. */
export function isExternal(href: string): boolean {
  return /^https?:/i.test(href);
}

/**
 * Whether an image may be shown in place: from our own site only (a picture elsewhere tells its host who reads what,
 * and the content policy forbids it), and without a query, so that showing a post never runs a search or the like.
 */
export function isShownImage(source: string): boolean {
  return source.startsWith("/") && !/[?#]/.test(source) && isOwnAddress(source);
}

/**
 * Whether text that was taken for an address without being marked up is meant as one: with its scheme, or with "www.".
 * Other bare names ("setup.py", "node.sh") are files as often as sites.
 */
export function isPlainlyAnAddress(text: string, href: string): boolean {
  return !isExternal(href) || /^(?:https?:\/\/|www\.)/i.test(text);
}

function isOwnAddress(href: string): boolean {
  return parse(href)?.origin === OWN_ORIGIN;
}

function parse(href: string): URL | null {
  return URL.canParse(href, OWN_ORIGIN) ? new URL(href, OWN_ORIGIN) : null;
}
