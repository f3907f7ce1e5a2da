import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
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

  /** Runs the rendering that `answer` has let pass, and keeps the page it makes when that is the same for everybody. */
  async fill(incoming: IncomingMessage, render: () => Promise<RenderedPage | undefined>) {
    const key = this.keys.get(incoming);
    if (key === undefined || this.rendering.has(key)) return void (await render());
    const { generation } = this;
    this.misses += 1;
    const rendered = render();
    const settled = rendered.then(
      (page) => {
        if (page && isForEverybody(page) && generation === this.generation) this.keep(key, page);
      },
      () => undefined,
    );
    this.rendering.set(key, settled);
    void settled.then(() => this.rendering.delete(key));
    await rendered;
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

  private keep(key: string, { headers, body }: RenderedPage) {
    const etag = `"${createHash("sha1").update(body).digest("base64url")}"`;
    this.forget(key);
    const kept = { etag, body, headers: keptHeaders(headers, etag), encoded: { identity: body } };
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
    if (isSame(incoming.headers["if-none-match"], page.etag)) this.write(outgoing, 304, page);
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

/** Set by a cookie, or with a nonce, or as its route asks: a page made for one visitor. */
function isForEverybody({ status, headers }: RenderedPage) {
  return (
    status === 200 &&
    headers.get("Content-Type")?.startsWith("text/html") === true &&
    !headers.has("Set-Cookie") &&
    !/no-store|private/.test(headers.get("Cache-Control") ?? "") &&
    !headers.get("Content-Security-Policy")?.includes("'nonce-")
  );
}

function keptHeaders(rendered: Headers, etag: string): string[] {
  const own = [...rendered].filter(([name]) => !OWN_HEADERS.has(name));
  const added = [
    ["ETag", etag],
    ["Vary", "Accept-Encoding, Accept-Language, Cookie"],
    ["Cache-Control", "private, no-cache"],
  ];
  return [...own, ...commonHeaders, ...added].flat();
}

/** A browser may send several, and a proxy may have marked one as weak. */
function isSame(ifNoneMatch: string | undefined, etag: string) {
  return ifNoneMatch?.includes(etag) ?? false;
}
