import { Writable } from "node:stream";
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { log } from "./platform/log.server.ts";
import { NonceContext } from "./platform/nonce.tsx";
import { wholePage } from "./platform/whole-page.server.ts";

const RENDER_WITHIN_MS = 10_000;
/** No loader of ours leaves anything to come later, so nothing has to be remembered for seconds after each page. */
export const streamTimeout = 0;

/** The page is rendered whole and sent as one piece: streaming it would cost a third more CPU time and twice the memory. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce, requestId }: AppLoadContext,
) {
  const page = (
    <NonceContext.Provider value={nonce}>
      <RemixServer context={context} url={request.url} nonce={nonce} />
    </NonceContext.Provider>
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (!isHydrated(context)) return wholePage(`<!DOCTYPE html>${renderToStaticMarkup(page)}`, { status, headers });
  headers.set("X-Hydrate", "1"); // for the server, which chooses the page's policy by it
  const { body, failed } = await renderForHydration(page, nonce, requestId);
  return new Response(body as BodyInit, { status: failed ? 500 : status, headers });
}

/** Whether React takes this page over in the browser; its route says so: `export const handle = { hydrate: true }`. */
function isHydrated({ staticHandlerContext, routeModules }: EntryContext) {
  return staticHandlerContext.matches.some(({ route }) => {
    const handle = routeModules[route.id]?.handle as { hydrate?: boolean } | undefined;
    return handle?.hydrate;
  });
}

/** With the marks and the data that React in the browser waits for. */
function renderForHydration(page: React.ReactElement, nonce: string, requestId: string) {
  return new Promise<{ body: Buffer; failed: boolean }>((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady() {
        clearTimeout(timer);
        pipe(collect((body) => resolve({ body, failed })));
      },
      onShellError(error) {
        clearTimeout(timer);
        reject(error);
      },
      onError(error) {
        failed = true;
        log.error({ err: error, requestId }, "rendering failed");
      },
    });
    const timer = setTimeout(abort, RENDER_WITHIN_MS);
  });
}

function collect(done: (whole: Buffer) => void) {
  const chunks: Buffer[] = [];
  return new Writable({
    write(chunk: Buffer, _encoding, next) {
      chunks.push(chunk);
      next();
    },
    final(next) {
      done(Buffer.concat(chunks));
      next();
    },
  });
}

/** Answers such as 404 are no errors of the program's, and nobody is there to answer when the visitor has left. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const { pathname } = new URL(request.url);
  log.error({ err: error, requestId: context.requestId, method: request.method, path: pathname }, "request failed");
}
