import { type EnqueuedTaskPromise, type Index, Meilisearch } from "meilisearch";
import { z } from "zod";
import type {
  EngineHealth,
  IndexRebuild,
  SearchDocument,
  SearchEngine,
  SearchHit,
  SearchHits,
  SearchKey,
  SearchQuestion,
  SearchScope,
  StemsByLanguage,
} from "../engine.ts";
import { keyOf } from "../engine.ts";
import { type ParsedQuestion, parseQuestion } from "../question.ts";
import { plainWords } from "../words.ts";
import { filterOf } from "./filter.ts";
import { MeilisearchRebuild } from "./rebuild.server.ts";
import { INDEX, idOf, type MeilisearchDocument, toMeilisearch } from "./settings.ts";

export interface MeilisearchOptions {
  url: string;
  key?: string;
  /** Milliseconds a search may take, and any other request. */
  searchTimeout?: number;
  requestTimeout?: number;
  taskTimeout?: number;
}

/** What the vocabulary of the Postgres index knows of words: Meilisearch itself counts none. */
export interface Vocabulary {
  /** Beginnings of words that count as a match, and how rare each word is (the rarer, the larger). */
  look(words: readonly string[]): Promise<{ stems: StemsByLanguage; rarity: Map<string, number> }>;
}

const SEARCH_TIMEOUT = 800;
const REQUEST_TIMEOUT = 10_000;
const TASK_TIMEOUT = 120_000;
/** Meilisearch reads the first ten words of a question. */
const MOST_WORDS = 10;

const answerSchema = z.object({
  hits: z.array(z.object({ document: z.number().int(), _rankingScore: z.number().optional() })),
});

/** A Meilisearch server, asked over HTTP by this server only: its keys reach no browser. */
export class MeilisearchEngine implements SearchEngine {
  readonly name = "meilisearch";
  readonly client: Meilisearch;
  readonly #taskTimeout: number;
  readonly #searchTimeout: number;

  constructor(
    options: MeilisearchOptions,
    readonly vocabulary: Vocabulary,
  ) {
    const timeout = options.requestTimeout ?? REQUEST_TIMEOUT;
    this.client = new Meilisearch({ host: options.url, apiKey: options.key, timeout });
    this.#taskTimeout = options.taskTimeout ?? TASK_TIMEOUT;
    this.#searchTimeout = options.searchTimeout ?? SEARCH_TIMEOUT;
  }

  async upsert(documents: readonly SearchDocument[]) {
    if (documents.length === 0) return;
    await this.settle(this.#index().addDocuments(documents.map(toMeilisearch), { primaryKey: "id" }));
  }

  async remove(keys: readonly SearchKey[]) {
    if (keys.length === 0) return;
    await this.settle(this.#index().deleteDocuments(keys.map(idOf)));
  }

  async query(question: SearchQuestion): Promise<SearchHits> {
    const parsed = parseQuestion(question.text);
    const { stems, rarity } = await this.vocabulary.look(parsed.words);
    const q = wordsToSend(parsed, rarity, question.isVerbatim === true);
    if (q === "" || question.scope.categories?.length === 0)
      return { engine: this.name, hits: [], candidates: [], next: null, corrections: [], stems };
    const offset = readOffset(question.after);
    const hits = await this.#search(q, question, offset, question.limit + 1);
    const next = hits.length > question.limit ? writeOffset(offset + question.limit) : null;
    const page = hits.slice(0, question.limit);
    return { engine: this.name, hits: page, candidates: page, next, corrections: [], stems };
  }

  async suggest(prefix: string, scope: SearchScope, limit: number): Promise<SearchHit[]> {
    if (plainWords(prefix) === "" || scope.categories?.length === 0) return [];
    return this.#search(prefix.slice(0, 200), { scope }, 0, limit);
  }

  async health(): Promise<EngineHealth> {
    try {
      await this.client.health();
      const { numberOfDocuments } = await this.#index().getStats();
      return { engine: this.name, isHealthy: true, documents: numberOfDocuments };
    } catch (error) {
      return { engine: this.name, isHealthy: false, documents: 0, detail: describe(error) };
    }
  }

  rebuild(): IndexRebuild {
    return new MeilisearchRebuild(this.client, (task) => this.settle(task));
  }

  /** Waits until a write was carried out: its answer only says that it was queued, and failures show nowhere else. */
  async settle(enqueued: EnqueuedTaskPromise) {
    const task = await enqueued.waitTask({ timeout: this.#taskTimeout, interval: 100 });
    if (task.status !== "succeeded")
      throw new TaskFailed(task.type, task.status, task.error?.code, task.error?.message);
  }

  async #search(
    q: string,
    { scope, filters }: Pick<SearchQuestion, "scope" | "filters">,
    offset: number,
    limit: number,
  ): Promise<SearchHit[]> {
    const answer = await this.#index().search(
      q,
      {
        filter: filterOf(scope, filters),
        offset,
        limit,
        matchingStrategy: "frequency",
        attributesToRetrieve: ["document"],
        showRankingScore: true,
      },
      { signal: AbortSignal.timeout(this.#searchTimeout) },
    );
    return answerSchema
      .parse(answer)
      .hits.map(({ document, _rankingScore: score = 0 }) => ({ ...keyOf(document), score, coverage: score }));
  }

  #index(): Index<MeilisearchDocument> {
    return this.client.index<MeilisearchDocument>(INDEX);
  }
}

/** Meilisearch took a write and could not carry it out. */
export class TaskFailed extends Error {
  constructor(type: string, status: string, code = "", message = "") {
    super(`Meilisearch task ${type} ${status}: ${[code, message].filter(Boolean).join(", ") || "no reason given"}`);
  }
}

/** What an error of the client says, its cause included. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${cause}`;
}

/** The rarest words in their order, then phrases and exclusions, which Meilisearch understands as they are. */
function wordsToSend(
  { plain, phrases, excluded }: ParsedQuestion,
  rarity: ReadonlyMap<string, number>,
  isVerbatim: boolean,
) {
  const words = [...new Set(plain.split(/\s+/))].filter((word) => plainWords(word) !== "");
  const rarityOf = (typed: string) =>
    Math.max(
      0,
      ...plainWords(typed)
        .split(" ")
        .map((word) => rarity.get(word) ?? 0),
    );
  const rarest = new Set([...words].sort((a, b) => rarityOf(b) - rarityOf(a)).slice(0, MOST_WORDS));
  const sent = words.filter((word) => rarest.has(word)).map((word) => word.replaceAll('"', " ").replace(/^-+/, ""));
  // Between quotes a word is taken to the letter.
  const said = isVerbatim ? sent.map((word) => `"${word}"`) : sent;
  return [...said, ...phrases.map((phrase) => `"${phrase}"`), ...excluded.map((part) => `-"${part}"`)].join(" ");
}

const writeOffset = (offset: number) => `m${offset}`;
/** Where a page begins; 0 for a cursor of another engine. */
export const readOffset = (after: string | null | undefined) => Number(/^m(\d{1,4})$/.exec(after ?? "")?.[1] ?? 0);
