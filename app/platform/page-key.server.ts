import type { IncomingHttpHeaders } from "node:http";

/** What a page's text may depend on besides its path; any other query parameter keeps a page out of the cache. */
const PARAMETERS = new Set(
  "q page after before cursor sort state status category tag view solved answered language from to".split(" "),
);
/** Added by other sites' links; no page reads them. */
const TRACKING = /^(?:utm_[a-z]+|fbclid|gclid|msclkid|mc_[ce]id|ref)$/;
/** Choices that are no secret: each has pages of its own. Any other cookie keeps a visitor out of the cache. */
const CHOICES = new Set(["locale", "lang", "tz", "theme"]);
const LONGEST = 600;
/** What developers look at is what is there now: the mailbox changes without a write that public pages show. */
const NEVER = "/dev/";

interface Asked {
  method?: string;
  url?: string;
  headers: IncomingHttpHeaders;
}

export type LocaleOf = (acceptLanguage: string | null, cookie: string | null) => string;

/**
 * The name under which a page is kept for everybody who would get the same one, or nothing when it has to be made for
 * this visitor. A parameter that is not known is not dropped: it might be what a secret link consists of.
 */
export function pageKey({ method, url = "", headers }: Asked, localeOf: LocaleOf): string | undefined {
  const isRead = method === "GET" || method === "HEAD";
  const isPage = url.startsWith("/") && !url.startsWith(NEVER) && url.length <= LONGEST;
  if (!isRead || !isPage || headers.authorization) return undefined;
  const choices = headers.cookie ? choicesOf(headers.cookie) : "";
  const address = url.includes("?") ? normalAddress(url) : url;
  if (choices === undefined || address === undefined) return undefined;
  return `${localeOf(headers["accept-language"] ?? null, headers.cookie ?? null)} ${choices} ${address}`;
}

function choicesOf(cookies: string): string | undefined {
  if (cookies.length > LONGEST) return undefined;
  const pairs = cookies.split(/;\s*/).filter(Boolean);
  const isChoice = (pair: string) => CHOICES.has(pair.split("=", 1)[0] ?? "");
  return pairs.every(isChoice) ? pairs.sort().join(";") : undefined;
}

function normalAddress(url: string): string | undefined {
  const [path = "", query = ""] = url.split(/\?(.*)/s, 2);
  const parameters = [...new URLSearchParams(query)].filter(([name]) => !TRACKING.test(name));
  if (!parameters.every(([name]) => PARAMETERS.has(name))) return undefined;
  return `${path}?${new URLSearchParams(parameters.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))}`;
}
