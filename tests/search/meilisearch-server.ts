import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ZodError, type z } from "zod";
import {
  createIndexSchema,
  deleteSchema,
  documentsSchema,
  holds,
  MOST_HITS,
  type Row,
  searchSchema,
  settingsSchema,
  swapSchema,
} from "./meilisearch-api.ts";

/** A request as it came in. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  body: unknown;
  bytes: number;
}

/** What a server in trouble does: answers so, or nothing at all, or carries a task out in its own way. */
export interface Trouble {
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
  hangs?: boolean;
  /** Milliseconds until it answers, as usual. */
  late?: number;
}

interface Index {
  primaryKey: string | null;
  settings: z.output<typeof settingsSchema>;
  documents: Map<string, Row>;
}
interface Task {
  uid: number;
  status: "enqueued" | "succeeded" | "failed";
  type: string;
  indexUid: string | null;
  error: { message: string; code: string; type: string; link: string } | null;
}
interface TaskError {
  code: string;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/**
 * As much of Meilisearch's HTTP interface as is asked of it, by its published description: requests are checked, writes
 * become tasks, a search looks for any of the words. It ranks nothing.
 */
export class MeilisearchServer {
  readonly key = "a-key-of-the-tests";
  readonly received: Received[] = [];
  readonly indexes = new Map<string, Index>();
  /** Set it to be in trouble; give undefined for requests that go well. */
  trouble: (request: Received) => Trouble | undefined = () => undefined;
  /** Set it to fail tasks, or to never finish them. */
  taskFate: (type: string, body: unknown) => "succeeds" | "fails" | "stalls" | TaskError = () => "succeeds";
  /** Larger requests are refused. */
  mostBytes = 100 * 1024 * 1024;
  readonly #tasks: Task[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<MeilisearchServer> {
    const server = new MeilisearchServer();
    await server.listen(0);
    return server;
  }

  /** Begins to answer, after a stop with what it had. */
  async listen(port: number) {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Requests of a kind, such as `POST /indexes/answerloop/search`. */
  of(kind: string): Received[] {
    return this.received.filter(({ method, path }) => `${method} ${path}` === kind);
  }

  documents(index: string): Row[] {
    return [...(this.indexes.get(index)?.documents.values() ?? [])];
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const received = await read(request);
    this.received.push(received);
    const trouble = this.trouble(received);
    if (trouble?.hangs) return;
    if (trouble?.late) await this.#late(received, trouble.late);
    else if (trouble) return send(response, trouble.status ?? 200, trouble.body ?? {}, trouble.headers);
    try {
      const [status, body] = this.#handle(received);
      send(response, status, body);
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof ZodError)) throw error;
      const refusal = error instanceof Refusal ? error : new Refusal(400, "bad_request");
      send(response, refusal.status, errorBody(refusal.code, String(error)));
    }
  }

  /** As long as it is slow, and no longer. */
  async #late(request: Received, milliseconds: number) {
    const until = performance.now() + milliseconds;
    while (performance.now() < until && this.trouble(request)?.late)
      await new Promise((resolve) => setTimeout(resolve, Math.min(50, milliseconds)));
  }

  #handle(request: Received): [number, object] {
    const { method, path, body } = request;
    if (request.bytes > this.mostBytes) throw new Refusal(413, "payload_too_large");
    if (body instanceof SyntaxError) throw new Refusal(400, "malformed_payload");
    if (path === "/health") return [200, { status: "available" }];
    if (!request.authorization) throw new Refusal(401, "missing_authorization_header");
    if (request.authorization !== `Bearer ${this.key}`) throw new Refusal(403, "invalid_api_key");
    if (method === "POST" && path === "/indexes") return this.#createIndex(body);
    if (method === "POST" && path === "/swap-indexes") return this.#swap(body);
    const [, task] = /^\/tasks\/(\d+)$/.exec(path) ?? [];
    if (method === "GET" && task) return [200, this.#tasks[Number(task)] ?? {}];
    const [, uid = "", rest = ""] = /^\/indexes\/([\w-]+)(\/.*)?$/.exec(path) ?? [];
    return this.#ofIndex(`${method} ${rest}`, uid, request);
  }

  #ofIndex(kind: string, uid: string, { query, body }: Received): [number, object] {
    switch (kind) {
      case "GET ":
        return [
          200,
          { uid, primaryKey: this.#index(uid).primaryKey, createdAt: "2026-01-01", updatedAt: "2026-01-01" },
        ];
      case "GET /stats":
        return [200, { numberOfDocuments: this.#index(uid).documents.size, isIndexing: false, fieldDistribution: {} }];
      case "DELETE ":
        return this.#enqueue("indexDeletion", uid, body, () => this.indexes.delete(uid));
      case "PATCH /settings":
        return this.#changeSettings(uid, settingsSchema.parse(body));
      case "GET /settings/filterable-attributes":
        return [200, filterableOf(this.#index(uid))];
      case "POST /documents":
        return this.#addDocuments(uid, documentsSchema.parse(body), query.get("primaryKey"));
      case "POST /documents/delete-batch":
        return this.#deleteDocuments(uid, deleteSchema.parse(body));
      case "POST /search":
        return [200, this.#search(uid, searchSchema.parse(body))];
      default:
        throw new Refusal(404, "not_found");
    }
  }

  #createIndex(body: unknown) {
    const { uid, primaryKey = null } = createIndexSchema.parse(body);
    return this.#enqueue("indexCreation", uid, body, () => {
      if (this.indexes.has(uid)) throw new Refusal(409, "index_already_exists");
      this.indexes.set(uid, emptyIndex(primaryKey));
    });
  }

  #changeSettings(uid: string, settings: Index["settings"]) {
    return this.#enqueue("settingsUpdate", uid, settings, () => {
      const index = this.indexes.get(uid) ?? emptyIndex(null);
      this.indexes.set(uid, index);
      Object.assign(index.settings, settings);
    });
  }

  #addDocuments(uid: string, documents: z.output<typeof documentsSchema>, primaryKey: string | null) {
    return this.#enqueue("documentAdditionOrUpdate", uid, documents, () => {
      const index = this.indexes.get(uid) ?? emptyIndex(primaryKey);
      this.indexes.set(uid, index);
      for (const document of documents) index.documents.set(document.id, document);
    });
  }

  #deleteDocuments(uid: string, ids: readonly string[]) {
    return this.#enqueue("documentDeletion", uid, ids, () => {
      const index = this.#index(uid);
      for (const id of ids) index.documents.delete(id);
    });
  }

  #swap(body: unknown) {
    const [
      {
        indexes: [a, b],
        rename,
      } = { indexes: ["", ""] as [string, string], rename: false },
    ] = swapSchema.parse(body);
    return this.#enqueue("indexSwap", null, body, () => {
      const first = this.#index(a);
      if (!rename) this.indexes.set(a, this.#index(b)).set(b, first);
      else if (this.indexes.has(b)) throw new Refusal(409, "index_already_exists");
      else this.indexes.set(b, first).delete(a);
    });
  }

  /** A task is carried out at once, or fails as it does there: after its request was answered. */
  #enqueue(type: string, indexUid: string | null, body: unknown, run: () => void): [number, object] {
    const uid = this.#tasks.length;
    const task: Task = { uid, status: "succeeded", type, indexUid, error: null };
    this.#tasks.push(task);
    const fate = this.taskFate(type, body);
    try {
      if (fate === "stalls") task.status = "enqueued";
      else if (fate === "fails") throw new Refusal(500, "internal");
      else if (fate !== "succeeds") throw new Refusal(400, fate.code);
      else run();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      Object.assign(task, { status: "failed", error: errorBody(error.code, "disk on fire") });
    }
    return [202, { taskUid: uid, indexUid, status: "enqueued", type, enqueuedAt: "2026-01-01T00:00:00Z" }];
  }

  #search(uid: string, { q, filter = [], offset, limit, attributesToSearchOn }: z.output<typeof searchSchema>) {
    const index = this.#index(uid);
    const matches = matcher(q ?? "");
    const hits = [...index.documents.values()].filter(
      (row) =>
        filter.every((clause) => isHeld(clause, row, index)) && matches(textOf(row, attributesToSearchOn ?? undefined)),
    );
    const shown = hits.slice(offset, Math.min(offset + limit, MOST_HITS)).map(({ document, language }) => ({
      document,
      language,
      _rankingScore: 0.5,
    }));
    return { hits: shown, query: q ?? "", processingTimeMs: 1, offset, limit, estimatedTotalHits: hits.length };
  }

  #index(uid: string) {
    const index = this.indexes.get(uid);
    if (!index) throw new Refusal(404, "index_not_found");
    return index;
  }
}

const emptyIndex = (primaryKey: string | null): Index => ({ primaryKey, settings: {}, documents: new Map() });

const filterableOf = ({ settings }: Index) => settings.filterableAttributes ?? [];

const textOf = (row: Row, attributes?: readonly string[]) =>
  JSON.stringify(row, attributes && [...attributes]).toLowerCase();

/** Phrases must be there, exclusions must not, and of the words any. */
function matcher(q: string): (text: string) => boolean {
  const parts = [...q.toLowerCase().matchAll(/(-?)"([^"]*)"|(\S+)/g)];
  const phrases = parts
    .filter(([, minus, phrase]) => phrase !== undefined && !minus)
    .map(([, , phrase = ""]) => phrase);
  const left = parts.filter(([, minus]) => minus).map(([, , phrase = ""]) => phrase);
  const words = parts.flatMap(([, , , word]) => (word ? [word] : []));
  return (text) =>
    phrases.every((phrase) => text.includes(phrase)) &&
    !left.some((phrase) => text.includes(phrase)) &&
    (words.length === 0 || words.some((word) => text.includes(word)));
}

function isHeld(clause: string, row: Row, index: Index): boolean {
  const isSo = holds(clause, row, filterableOf(index));
  if (isSo === undefined) throw new Refusal(400, "invalid_search_filter");
  return isSo;
}

const errorBody = (code: string, message: string) => ({
  message,
  code,
  type: "invalid_request",
  link: `https://docs.meilisearch.com/errors#${code}`,
});

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://here");
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    authorization: request.headers.authorization,
    body: text === "" ? undefined : parse(text),
    bytes: Buffer.byteLength(text),
  };
}

/** As strictly as there: half of a surrogate pair is no text. */
function parse(text: string): unknown {
  if (/\\u[dD][89a-fA-F]/.test(text)) return new SyntaxError("lone surrogate");
  return JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: string | object, headers: Record<string, string> = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
