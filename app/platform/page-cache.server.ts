import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { acceptedEncoding, compress, type Encoding } from "./compression.server.ts";
import { type LocaleOf, pageKey } from "./page-key.server.ts";
import { commonHeaders } from "./security-headers.server.ts";

const FRESH_MS = 10_000;
const MAX_BYTES = 96 * 1024 * 1024;
const OVERHEAD_BYTES = 2048; // key, headers, bookkeeping
/** Made anew for each answer, or told by the body itself. */
const OWN_HEADERS = new Set(["content-length", "content-encoding", "etag", "cache-control", "vary", "x-request-id"]);

interface Page {
  etag: string;
  lastModified: string | null;
  body: Buffer;
  /** Names and values in turn, as node:http takes them. */
  headers: string[];
  encoded: Partial<Record<Encoding, Buffer>>;
  until: number;
  bytes: number;
}

/** A page as it was rendered: cached when it is the same for every visitor. */
export interface RenderedPage {
  status: number;
  headers: Headers;
  body: Buffer;
}

/**
 * Whole pages for visitors without a session: rendered once at a time, kept for a few seconds, and forgotten when
 * anything is written (see page-news.server.ts). A kept page is answered before any other code runs.
 */
export class PageCache {
  hits = 0;
  misses = 0;
  private readonly pages = new Map<string, Page>();
  /** Under which name the page of a request that is being rendered would be kept. */
  private readonly keys = new WeakMap<IncomingMessage, string>();
  private readonly rendering = new Map<string, Promise<void>>();
  private bytes = 0;
  private generation = 0;

  constructor(
    private readonly localeOf: LocaleOf,
    private readonly nextRequestId: () => string,
    private readonly maxBytes = MAX_BYTES,
  ) {}

  /** Answers from the cache, or after the rendering under way of the same page, or lets `render` answer. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse, render: () => void) {
    const key = pageKey(incoming, this.localeOf);
    if (key === undefined) return render();
    if (this.send(key, incoming, outgoing)) return;
    const underWay = this.rendering.get(key);
    if (!underWay) {
      this.keys.set(incoming, key);
      return render();
    }
    void underWay.then(() => this.send(key, incoming, outgoing) || render());
  }

  /**
   * Runs the rendering that `answer` has let pass, and keeps the page it makes when that is the same for everybody; such
   * a page names its version in an ETag from the first time.
   */
  async fill<Other extends object>(incoming: IncomingMessage, render: () => Promise<RenderedPage | Other>) {
    const key = this.keys.get(incoming);
    if (key === undefined || this.rendering.has(key)) return render();
    const { generation } = this;
    this.misses += 1;
    const rendered = render().then((page) => {
      if (!isWhole(page) || !isForEverybody(page)) return page;
      const etag = name(page);
      if (generation === this.generation) this.keep(key, page, etag);
      return page;
    });
    const settled = rendered.then(nothing, nothing);
    this.rendering.set(key, settled);
    void settled.then(() => this.rendering.delete(key));
    return rendered;
  }

  /** Forgets all pages, those being rendered included; with a thread's number, none of the pages of other threads. */
  clear(threadId: number | null = null) {
    this.generation += 1;
    if (threadId !== null) {
      for (const key of this.pages.keys()) if (!isOfAnotherThread(key, threadId)) this.forget(key);
      return;
    }
    this.pages.clear();
    this.bytes = 0;
  }

  get size() {
    return this.bytes;
  }

  private keep(key: string, { headers, body }: RenderedPage, etag: string) {
    this.forget(key);
    const lastModified = headers.get("Last-Modified");
    const kept = { etag, lastModified, body, headers: keptHeaders(headers), encoded: { identity: body } };
    this.pages.set(key, { ...kept, until: Date.now() + FRESH_MS, bytes: 0 });
    this.grow(key, body.length + OVERHEAD_BYTES);
  }

  private grow(key: string, bytes: number) {
    const page = this.pages.get(key);
    if (!page) return;
    page.bytes += bytes;
    this.bytes += bytes;
    for (const oldest of this.pages.keys()) {
      if (this.bytes <= this.maxBytes) break;
      this.forget(oldest);
    }
  }

  private forget(key: string) {
    this.bytes -= this.pages.get(key)?.bytes ?? 0;
    this.pages.delete(key);
  }

  private send(key: string, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const page = this.pages.get(key);
    if (!page || page.until < Date.now()) return false;
    this.hits += 1;
    const encoding = acceptedEncoding(incoming.headers["accept-encoding"]);
    const body = page.encoded[encoding];
    if (isKnown(incoming.headers, page.etag, page.lastModified)) this.write(outgoing, 304, page);
    else if (body) this.write(outgoing, 200, page, body, encoding);
    else void this.encode(key, page, encoding).then((made) => this.write(outgoing, 200, page, made, encoding));
    return true;
  }

  private async encode(key: string, page: Page, encoding: Encoding): Promise<Buffer> {
    const made = await compress(page.body, encoding);
    const isNew = !page.encoded[encoding];
    page.encoded[encoding] = made;
    if (isNew && this.pages.get(key) === page) this.grow(key, made.length);
    return made;
  }

  private write(outgoing: ServerResponse, status: number, page: Page, body?: Buffer, encoding?: Encoding) {
    const headers = [...page.headers, "X-Request-Id", this.nextRequestId()];
    if (body) headers.push("Content-Length", String(body.length));
    if (body && encoding && encoding !== "identity") headers.push("Content-Encoding", encoding);
    outgoing.writeHead(status, headers).end(body);
  }
}

/** Pages by key (see pageKey), whose last part is the address. */
function isOfAnotherThread(key: string, threadId: number) {
  const thread = / \/threads\/(\d+)(?:\?|$)/.exec(key)?.[1];
  return thread !== undefined && Number(thread) !== threadId;
}

/** Pages, feeds, and what robots read. */
const KEPT_TYPES = /^(?:text\/(?:html|plain)|application\/(?:atom\+)?xml)\b/;

/** Set by a cookie, or with a nonce, or as its route asks: a page made for one visitor. */
function isForEverybody({ status, headers }: RenderedPage) {
  return (
    status === 200 &&
    KEPT_TYPES.test(headers.get("Content-Type") ?? "") &&
    !headers.has("Set-Cookie") &&
    !/no-store|private/.test(headers.get("Cache-Control") ?? "") &&
    !headers.get("Content-Security-Policy")?.includes("'nonce-")
  );
}

const isWhole = (page: object): page is RenderedPage => "body" in page && Buffer.isBuffer(page.body);

const nothing = () => undefined;

/** Says on the page which version it is, and that it is to be asked for anew each time. */
function name({ headers, body }: RenderedPage): string {
  const etag = `"${createHash("sha1").update(body).digest("base64url")}"`;
  headers.set("ETag", etag);
  headers.set("Vary", "Accept-Language, Cookie");
  headers.set("Cache-Control", "private, no-cache");
  return etag;
}

function keptHeaders(rendered: Headers): string[] {
  const own = [...rendered].filter(([name]) => !OWN_HEADERS.has(name));
  const added = [
    ["ETag", rendered.get("ETag") ?? ""],
    ["Vary", "Accept-Encoding, Accept-Language, Cookie"],
    ["Cache-Control", "private, no-cache"],
  ];
  return [...own, ...commonHeaders, ...added].flat();
}

/**
 * Whether who asks has this version. A browser may send several, and a proxy may have marked one as weak; only who knows
 * no ETag is asked for the date.
 */
export function isKnown(asked: IncomingHttpHeaders, etag: string | null, lastModified: string | null): boolean {
  const { "if-none-match": tags, "if-modified-since": since } = asked;
  if (tags !== undefined) return etag !== null && tags.includes(etag);
  return since !== undefined && lastModified !== null && Date.parse(since) >= Date.parse(lastModified);
}
