import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import { env } from "./env.server.ts";
import { StartupError } from "./startup-error.ts";

const PORT_PATIENCE_MS = 5000;
const PORT_AGAIN_MS = 200;
/** Requests under way when the server stops get this long; the rest of the ten seconds is for the jobs. */
const FINISH_WITHIN_MS = 8000;

/** Forms are small, unless they bring files. */
export const LARGEST_BODY_BYTES = 1024 * 1024;
/** Ten photographs. Their size must be said before: what comes in pieces without end is no browser's form. */
const LARGEST_FILES_BYTES = 64 * 1024 * 1024;

/** Where the page is that says that a request brought too much. */
const TOO_LARGE_PATH = "/too-large";

/** How much a request may bring. */
export function largestBodyOf({ "content-type": type = "", "content-length": length }: IncomingHttpHeaders) {
  return length !== undefined && /^multipart\/form-data\b/i.test(type) ? LARGEST_FILES_BYTES : LARGEST_BODY_BYTES;
}

/** A listening server whose answers can be changed as it starts and stops. */
export interface HttpServer {
  answerWith(listener: RequestListener): void;
  /** Takes no more connections, and waits for the requests under way. */
  stop(): Promise<void>;
}

/** Listens at HOST and PORT; until told what to answer it says that it is starting. */
export async function listen(): Promise<HttpServer> {
  let answer: RequestListener = answerNotReady;
  const server = createServer(
    { headersTimeout: 30_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 },
    (incoming, outgoing) => {
      incoming.url = addressOf(incoming.url ?? "/");
      if (Number(incoming.headers["content-length"]) > largestBodyOf(incoming.headers)) leaveBodyUnread(incoming);
      answer(incoming, outgoing);
    },
  );
  server.on("clientError", answerMalformed);
  await bind(server);
  return {
    answerWith(listener) {
      answer = listener;
    },
    stop: () => drain(server),
  };
}

/** A proxy may ask by whole address; only what comes after the host counts, for Host is what anybody says it is. */
function addressOf(url: string) {
  if (url.startsWith("/")) return url;
  return URL.canParse(url) ? new URL(url).pathname + new URL(url).search : "/";
}

/**
 * The page that says so is answered instead, in the reader's language. The body is let run to its end all the same: a
 * browser that is cut off while it sends never sees the answer.
 */
function leaveBodyUnread(incoming: IncomingMessage) {
  incoming.resume();
  incoming.method = "GET";
  incoming.url = TOO_LARGE_PATH;
}

/** A server that was just killed or stopped may hold the port for a moment. */
async function bind(server: Server) {
  const giveUp = Date.now() + PORT_PATIENCE_MS;
  for (;;) {
    try {
      server.listen(env.PORT, env.HOST);
      await once(server, "listening"); // or its error
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EADDRINUSE")
        throw new StartupError(`Cannot listen at ${env.HOST}:${env.PORT}: ${(error as Error).message}`);
      if (Date.now() > giveUp) throw portInUse();
      await new Promise((resolve) => setTimeout(resolve, PORT_AGAIN_MS));
    }
  }
}

function portInUse() {
  return new StartupError(
    `Port ${env.PORT} of ${env.HOST} is in use by another program. Stop that one, or choose another: PORT=${env.PORT + 1} npm start`,
  );
}

const answerNotReady: RequestListener = (incoming, outgoing) => {
  const isAlive = incoming.url === "/health";
  outgoing.writeHead(isAlive ? 200 : 503, { "Content-Type": "application/json", "Retry-After": "1" });
  outgoing.end(JSON.stringify(isAlive ? { status: "ok" } : { status: "not ready", reasons: { server: "starting" } }));
};

function answerMalformed(error: NodeJS.ErrnoException, socket: Socket) {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function drain(server: Server) {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100); // those that have just been answered
  const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
