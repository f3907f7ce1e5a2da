import { randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { clientAddress } from "./client-address.server.ts";
import { acceptedEncoding, compress, isCompressible } from "./compression.server.ts";
import { env } from "./env.server.ts";
import { type Check, findReasons } from "./health.server.ts";
import { LARGEST_BODY_BYTES, largestBodyOf } from "./http-server.server.ts";
import { log } from "./log.server.ts";
import { metrics } from "./metrics.server.ts";
import { leadToOneAddress } from "./one-address.server.ts";
import { isKnown, type PageCache, type RenderedPage } from "./page-cache.server.ts";
import { pageHandler } from "./page-routes.server.ts";
import { nextRequestId, REQUEST_ID } from "./request-id.server.ts";
import { commonHeaders, dataPolicy, hydratedPagePolicy, pagePolicy } from "./security-headers.server.ts";
import { bytesOf } from "./whole-page.server.ts";

interface Served {
  Bindings: HttpBindings;
  Variables: { requestId: string; clientAddress: string };
}

interface Options {
  build: ServerBuild | (() => Promise<ServerBuild>);
  pages?: PageCache;
  checks: Record<string, Check>;
}

/** Everything that answers over HTTP except kept pages and static files, which are answered before it. */
export function createWebApp({ build, pages, checks }: Options) {
  const app = new Hono<Served>();
  app.use(introduce);
  app.get("/health", (c) => c.json({ status: "ok" }));
  app.get("/ready", async (c) => {
    const reasons = await findReasons(checks);
    const isReady = Object.keys(reasons).length === 0;
    return c.json(isReady ? { status: "ready" } : { status: "not ready", reasons }, isReady ? 200 : 503);
  });
  app.get("/metrics", answerMetrics);
  // those that say their size have been refused before (see refuseLargeBody)
  const smallBody = bodyLimit({
    maxSize: LARGEST_BODY_BYTES,
    onError: (c) => c.text("That is more than we can take at once.", 413),
  });
  app.use((c, next) => (largestBodyOf(c.env.incoming.headers) > LARGEST_BODY_BYTES ? next() : smallBody(c, next)));
  app.use(leadToOneAddress);
  app.all("*", answerPages(build, pages));
  app.onError((error, c) => {
    log.error({ err: error, requestId: c.get("requestId") }, "request failed");
    return c.text("Something went wrong on our side. It has been noted.", 500);
  });
  return app;
}

/** Names the request, measures and logs it, and puts on its answer what every answer carries. */
const introduce: MiddlewareHandler<Served> = async (c, next) => {
  const started = performance.now();
  const requestId = nextRequestId();
  const address = clientAddress(c.env.incoming, env.TRUSTED_PROXIES);
  c.set("requestId", requestId);
  c.set("clientAddress", address);
  await next();
  // on the answer itself: each `c.header` from here on would make a new one
  const { headers } = c.res;
  for (const [name, value] of commonHeaders) headers.set(name, value);
  headers.set(REQUEST_ID, requestId);
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", dataPolicy);
  // what was made for one visitor is for nobody's cache, the browser's included
  if (!headers.has("Cache-Control"))
    headers.set("Cache-Control", c.req.header("Cookie") ? "private, no-store" : "no-cache");
  const { method, path } = c.req;
  const { status } = c.res;
  const milliseconds = performance.now() - started;
  metrics.requestSeconds.observe({ method, status }, milliseconds / 1000);
  // the path alone: a query may hold a secret
  log.info({ requestId, method, path, status, milliseconds: Math.round(milliseconds), address }, "request");
};

const loopback = new Set(["127.0.0.1", "::1"]);

async function answerMetrics(c: Context<Served>) {
  const isAllowed = env.METRICS_TOKEN
    ? c.req.header("Authorization") === `Bearer ${env.METRICS_TOKEN}`
    : loopback.has(c.get("clientAddress")) && !c.req.header("X-Forwarded-For");
  if (!isAllowed) return c.notFound();
  return c.text(await metrics.registry.metrics(), 200, { "Content-Type": metrics.registry.contentType });
}

function answerPages(build: Options["build"], pages: PageCache | undefined) {
  // the development server makes its build anew whenever a file has changed
  const handle = typeof build === "function" ? createRequestHandler(build, "development") : pageHandler(build);
  const render = async (c: Context<Served>) => {
    const nonce = randomBytes(16).toString("base64");
    const context = { nonce, requestId: c.get("requestId"), clientAddress: c.get("clientAddress") };
    leaveOriginToActions(c.req.raw.headers);
    c.req.raw.headers.set(REQUEST_ID, context.requestId);
    return withPolicy(await handle(c.req.raw, context), nonce);
  };
  return async (c: Context<Served>) => {
    const answer = async () => readWhole(await render(c));
    const whole = await (pages ? pages.fill(c.env.incoming, answer) : answer());
    if (whole instanceof Response) return whole;
    const { headers } = whole;
    if (isKnown(c.env.incoming.headers, headers.get("ETag"), headers.get("Last-Modified")))
      return new Response(null, { status: 304, headers });
    return encode(whole, c.req.header("Accept-Encoding"));
  };
}

/**
 * Remix has a check of its own that Origin and Host agree, and fails where they don't: for another site's form with an
 * error of ours, and behind a proxy that names another Host for every form. Who may send one is decided by our own
 * address, in handleAction, which answers with a page.
 */
function leaveOriginToActions(headers: Headers) {
  const origin = headers.get("Origin");
  if (origin === null) return;
  if (!URL.canParse(origin)) headers.set("Origin", "null");
  headers.set("X-Forwarded-Host", URL.canParse(origin) ? new URL(origin).host : "null");
}

/** Says what the page may do. */
function withPolicy(response: Response, nonce: string) {
  const { headers } = response;
  if (!headers.get("Content-Type")?.startsWith("text/html")) return response;
  headers.set("Content-Security-Policy", headers.has("X-Hydrate") ? hydratedPagePolicy(nonce) : pagePolicy);
  headers.delete("X-Hydrate");
  return response;
}

/** Pages and data are compressed in one piece; streams of events and files are passed on as they come. */
async function readWhole(response: Response): Promise<RenderedPage | Response> {
  const isText = isCompressible(response.headers.get("Content-Type"), Number.POSITIVE_INFINITY);
  // A file is sent in the pieces it is asked for, whatever it is.
  if (!isText || response.headers.has("Content-Encoding") || response.headers.has("Accept-Ranges")) return response;
  const body = await bytesOf(response);
  return body ? { status: response.status, headers: response.headers, body } : response;
}

async function encode({ status, headers, body }: RenderedPage, accepted: string | undefined) {
  const own = new Headers(headers);
  const encoding = isCompressible(headers.get("Content-Type"), body.length) ? acceptedEncoding(accepted) : "identity";
  own.append("Vary", "Accept-Encoding");
  if (encoding !== "identity") own.set("Content-Encoding", encoding);
  const encoded = await compress(body, encoding);
  return new Response(new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.length) as BodyInit, {
    status,
    headers: own,
  });
}
