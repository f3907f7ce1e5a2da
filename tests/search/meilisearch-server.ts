import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** A request as it came in. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  body: unknown;
}

/** What a server in trouble does: answers so, or nothing at all, or carries a task out in its own way. */
export interface Trouble {
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
  hangs?: boolean;
}

type Row = Record<string, unknown> & { id: string };
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

const names = z.array(z.string());
/** The settings of the published API that this product sends; an unknown one is refused, as there. */
const settingsSchema = z.strictObject({
  searchableAttributes: names.optional(),
  filterableAttributes: names.default([]),
  sortableAttributes: names.optional(),
  displayedAttributes: names.optional(),
  rankingRules: z
    .array(
      z.string().regex(/^(words|typo|proximity|attributeRank|sort|wordPosition|exactness|attribute|\w+:(asc|desc))$/),
    )
    .optional(),
  typoTolerance: z
    .strictObject({ enabled: z.boolean(), disableOnNumbers: z.boolean(), disableOnAttributes: names })
    .partial()
    .optional(),
  searchCutoffMs: z.number().int().positive().optional(),
});
const documentsSchema = z.array(z.looseObject({ id: z.string().regex(/^[a-zA-Z0-9_-]{1,511}$/) }));
const searchSchema = z.strictObject({
  q: z.string(),
  filter: names.optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(1000).default(20),
  matchingStrategy: z.enum(["last", "all", "frequency"]).default("last"),
  attributesToRetrieve: names.optional(),
  showRankingScore: z.boolean().optional(),
});

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
  taskFate: (type: string) => "succeeds" | "fails" | "stalls" = () => "succeeds";
  readonly #tasks: Task[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<MeilisearchServer> {
    const server = new MeilisearchServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
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
    if (trouble) return send(response, trouble.status ?? 200, trouble.body ?? {}, trouble.headers);
    try {
      const [status, body] = this.#handle(received);
      send(response, status, body);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(400, "bad_request");
      send(response, refusal.status, errorBody(refusal.code, String(error)));
    }
  }

  #handle(request: Received): [number, object] {
    const { method, path, body } = request;
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
        return this.#enqueue("indexDeletion", uid, () => this.indexes.delete(uid));
      case "PATCH /settings":
        return this.#changeSettings(uid, settingsSchema.parse(body));
      case "POST /documents":
        return this.#addDocuments(uid, documentsSchema.parse(body), query.get("primaryKey"));
      case "POST /documents/delete-batch":
        return this.#deleteDocuments(uid, names.parse(body));
      case "POST /search":
        return [200, this.#search(uid, searchSchema.parse(body))];
      default:
        throw new Refusal(404, "not_found");
    }
  }

  #createIndex(body: unknown) {
    const { uid, primaryKey } = z.strictObject({ uid: z.string(), primaryKey: z.string() }).parse(body);
    return this.#enqueue("indexCreation", uid, () => this.indexes.set(uid, emptyIndex(primaryKey)));
  }

  #changeSettings(uid: string, settings: Index["settings"]) {
    const index = this.#index(uid);
    return this.#enqueue("settingsUpdate", uid, () => Object.assign(index.settings, settings));
  }

  #addDocuments(uid: string, documents: z.output<typeof documentsSchema>, primaryKey: string | null) {
    return this.#enqueue("documentAdditionOrUpdate", uid, () => {
      const index = this.indexes.get(uid) ?? emptyIndex(primaryKey);
      this.indexes.set(uid, index);
      for (const document of documents) index.documents.set(document.id, document);
    });
  }

  #deleteDocuments(uid: string, ids: readonly string[]) {
    const index = this.#index(uid);
    return this.#enqueue("documentDeletion", uid, () => {
      for (const id of ids) index.documents.delete(id);
    });
  }

  #swap(body: unknown) {
    const [swap] = z
      .array(z.strictObject({ indexes: z.tuple([z.string(), z.string()]), rename: z.boolean() }))
      .parse(body);
    const [a, b] = swap?.indexes ?? ["", ""];
    return this.#enqueue("indexSwap", null, () => {
      const [first, second] = [this.#index(a), this.#index(b)];
      this.indexes.set(a, second).set(b, first);
    });
  }

  #enqueue(type: string, indexUid: string | null, run: () => void): [number, object] {
    const fate = this.taskFate(type);
    const uid = this.#tasks.length;
    const error = fate === "fails" ? errorBody("internal", "disk on fire") : null;
    const status = fate === "stalls" ? "enqueued" : fate === "fails" ? "failed" : "succeeded";
    this.#tasks.push({ uid, status, type, indexUid, error });
    if (fate === "succeeds") run();
    return [202, { taskUid: uid, indexUid, status: "enqueued", type, enqueuedAt: "2026-01-01T00:00:00Z" }];
  }

  #search(uid: string, { q, filter = [], offset, limit }: z.output<typeof searchSchema>) {
    const index = this.#index(uid);
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = [...index.documents.values()].filter(
      (row) => filter.every((clause) => holds(clause, row, index)) && words.some((word) => textOf(row).includes(word)),
    );
    const shown = hits.slice(offset, offset + limit).map(({ document }) => ({ document, _rankingScore: 0.5 }));
    return { hits: shown, query: q, processingTimeMs: 1, offset, limit, estimatedTotalHits: hits.length };
  }

  #index(uid: string) {
    const index = this.indexes.get(uid);
    if (!index) throw new Refusal(404, "index_not_found");
    return index;
  }
}

const emptyIndex = (primaryKey: string | null): Index => ({
  primaryKey,
  settings: { filterableAttributes: [] },
  documents: new Map(),
});

const textOf = (row: Row) => JSON.stringify(row).toLowerCase();

/** One clause of the filter language: `x = 1`, `x < 1`, `x IN [1, 2]`, `x NOT IN [1]`. */
function holds(clause: string, row: Row, { settings }: Index): boolean {
  const [, attribute = "", operator, given = ""] = /^(\w+) (=|<|IN|NOT IN) (.+)$/.exec(clause) ?? [];
  if (!settings.filterableAttributes.includes(attribute)) throw new Refusal(400, "invalid_search_filter");
  const value = String(row[attribute]);
  if (operator === "=") return value === given;
  if (operator === "<") return Number(value) < Number(given);
  const isAmong = (/^\[(.*)\]$/.exec(given)?.[1] ?? "").split(", ").includes(value);
  return operator === "IN" ? isAmong : !isAmong;
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
    body: text === "" ? undefined : JSON.parse(text),
  };
}

function send(response: ServerResponse, status: number, body: string | object, headers: Record<string, string> = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
