import { setTimeout } from "node:timers/promises";
import { type EnqueuedTaskPromise, type Index, Meilisearch } from "meilisearch";
import { z } from "zod";
import type {
  Correction,
  EngineHealth,
  IndexRebuild,
  SearchDocument,
  SearchEngine,
  SearchHit,
  SearchHits,
  SearchKey,
  SearchQuestion,
  SearchScope,
  SimilarQuestion,
  StemsByLanguage,
  Synonym,
} from "../engine.ts";
import { documentNumber, keyOf, MOST_CANDIDATES, MOST_RESULTS } from "../engine.ts";
import { type ParsedQuestion, parseQuestion } from "../question.ts";
import { inOneAlphabet, plainWords } from "../words.ts";
import { describe, isIndexMissing, TaskFailed } from "./errors.server.ts";
import { filterOf } from "./filter.ts";
import { MeilisearchRebuild } from "./rebuild.server.ts";
import { INDEX, idOf, type MeilisearchDocument, settings, toMeilisearch } from "./settings.ts";
import { upload } from "./upload.server.ts";
import { MOST_WORDS, wordsToSend } from "./words-to-send.ts";

export interface MeilisearchOptions {
  url: string;
  key?: string;
  /** Milliseconds a search may take, and any other request. */
  searchTimeout?: number;
  requestTimeout?: number;
  taskTimeout?: number;
}

/** What the index in Postgres knows of a question's words: Meilisearch itself counts none and says of no correction. */
export interface Vocabulary {
  read(parsed: ParsedQuestion, question: SearchQuestion): Promise<ReadQuestion>;
  /** The words of a text that tell most of what it is about, the most telling first. */
  telling(question: SimilarQuestion, most: number): Promise<string[]>;
  /** These documents by how much of a text they hold; those that hold nothing of it are left out. */
  rank(question: SimilarQuestion, only: readonly SearchKey[]): Promise<SearchHit[]>;
}

export interface ReadQuestion {
  /** Beginnings of words that count as a match. */
  stems: StemsByLanguage;
  /** How rare each word is: the rarer, the larger; stop words are not among them. */
  rarity: ReadonlyMap<string, number>;
  corrections: Correction[];
}

/** With Postgres after it, an answer comes within a second. */
const SEARCH_TIMEOUT = 450;
const REQUEST_TIMEOUT = 10_000;
const TASK_TIMEOUT = 120_000;
const TASK_ASKED_FOR_EVERY = 100;

/** So many are put in order by what they hold of a text. */
const MOST_SIMILAR = 60;

const answerSchema = z.object({
  hits: z.array(
    z.object({ document: z.number().int(), language: z.string().optional(), _rankingScore: z.number().optional() }),
  ),
  estimatedTotalHits: z.number().int(),
});

/** A Meilisearch server, asked over HTTP by this server only: its keys reach no browser. */
export class MeilisearchEngine implements SearchEngine {
  readonly name = "meilisearch";
  readonly client: Meilisearch;
  readonly #options: MeilisearchOptions;

  constructor(
    options: MeilisearchOptions,
    readonly vocabulary: Vocabulary,
  ) {
    const { url, key, requestTimeout = REQUEST_TIMEOUT } = options;
    this.#options = options;
    this.client = new Meilisearch({ host: url, apiKey: key, timeout: requestTimeout });
  }

  async upsert(documents: readonly SearchDocument[]) {
    const add = (batch: MeilisearchDocument[]) => this.settle(this.#index().addDocuments(batch, { primaryKey: "id" }));
    await upload(add, documents.map(toMeilisearch));
  }

  async remove(keys: readonly SearchKey[]) {
    if (keys.length === 0) return;
    await this.settle(this.#index().deleteDocuments(keys.map(idOf)));
  }

  async query(question: SearchQuestion): Promise<SearchHits> {
    const parsed = parseQuestion(question.text);
    const { stems, rarity, corrections } = await this.vocabulary.read(parsed, question);
    const q = wordsToSend(parsed, { ...question, rarity, corrections });
    const isAsked = q !== "" && question.scope.categories?.length !== 0;
    const most = question.limit > MOST_CANDIDATES ? MOST_RESULTS : MOST_CANDIDATES;
    const { hits: found, total } = isAsked ? await this.#search(q, question, most) : { hits: [], total: 0 };
    const offset = readOffset(question.after);
    const end = offset + question.limit;
    const hits = found.slice(offset, end);
    const next = found.length > end ? writeOffset(end) : null;
    const candidates = found.slice(0, MOST_CANDIDATES);
    return { engine: this.name, hits, candidates, total: Math.min(total, MOST_RESULTS), next, corrections, stems };
  }

  /** What is typed, and after it what a synonym makes of it. */
  async suggest(prefix: string, scope: SearchScope, limit: number, synonyms: readonly Synonym[] = []) {
    if (plainWords(prefix) === "" || scope.categories?.length === 0) return [];
    const typed = inOneAlphabet(prefix.slice(0, MAX_PREFIX).replaceAll('"', " ")).toWellFormed();
    const said = [typed, ...saidOtherwise(plainWords(typed), synonyms)];
    const found = (await Promise.all(said.map((q) => this.#search(q, { scope }, limit)))).flatMap(({ hits }) => hits);
    return [...new Map(found.map((hit) => [documentNumber(hit), hit])).values()].slice(0, limit);
  }

  /** Found by the words that tell most, and put in order by all of them: Meilisearch itself reads ten words of a text. */
  async similar(question: SimilarQuestion): Promise<SearchHit[]> {
    const words = await this.vocabulary.telling(question, MOST_WORDS);
    if (words.length === 0 || question.scope.categories?.length === 0) return [];
    const q = inOneAlphabet(words.join(" ")).toWellFormed();
    const { hits } = await this.#search(q, question, MOST_SIMILAR);
    return hits.length > 0 ? this.vocabulary.rank(question, hits) : [];
  }

  async health(): Promise<EngineHealth> {
    try {
      await this.client.health();
      const { numberOfDocuments } = await this.#index().getStats();
      return { engine: this.name, isHealthy: true, documents: numberOfDocuments };
    } catch (error) {
      return { engine: this.name, isHealthy: false, documents: 0, detail: this.describe(error) };
    }
  }

  /** What went wrong, for people who may read the log. */
  describe(error: unknown): string {
    return describe(error, this.#options.key);
  }

  /** Whether there is an index, with the settings of this release: another is made anew. */
  async isBuilt(index = INDEX): Promise<boolean> {
    try {
      const declared = await this.client.index(index).getFilterableAttributes();
      return settings.filterableAttributes.every((attribute) => declared?.includes(attribute) ?? false);
    } catch (error) {
      if (isIndexMissing(error)) return false;
      throw error;
    }
  }

  rebuild(): IndexRebuild {
    return new MeilisearchRebuild(this);
  }

  /** Waits until a write was carried out: its answer only says that it was queued, and failures show nowhere else. */
  async settle(enqueued: EnqueuedTaskPromise) {
    const { taskUid } = await enqueued;
    const until = Date.now() + (this.#options.taskTimeout ?? TASK_TIMEOUT);
    for (;;) {
      // Asked for one by one: the client's own way of waiting lets one question that is never answered take all the time.
      const { type, status, error } = await this.client.tasks.getTask(taskUid);
      if (status === "succeeded") return;
      if (status !== "enqueued" && status !== "processing")
        throw new TaskFailed(type, status, error?.code, error?.message);
      if (Date.now() > until) throw new TaskFailed(type, status, "timeout", "not done in time");
      await setTimeout(TASK_ASKED_FOR_EVERY);
    }
  }

  async #search(
    q: string,
    { scope, filters }: Pick<SearchQuestion, "scope" | "filters">,
    limit: number,
  ): Promise<{ hits: SearchHit[]; total: number }> {
    const answer = await this.#index().search(
      q,
      {
        filter: filterOf(scope, filters),
        limit,
        matchingStrategy: "frequency",
        attributesToRetrieve: ["document", "language"],
        ...(filters?.inTitle ? { attributesToSearchOn: ["title"] } : {}),
        showRankingScore: true,
      },
      { signal: AbortSignal.timeout(this.#options.searchTimeout ?? SEARCH_TIMEOUT) },
    );
    const { hits, estimatedTotalHits: total } = answerSchema.parse(answer);
    return {
      hits: hits.map(({ document, language, _rankingScore: score = 0 }) => ({
        ...keyOf(document),
        language,
        score,
        coverage: score,
      })),
      total,
    };
  }

  #index(): Index<MeilisearchDocument> {
    return this.client.index<MeilisearchDocument>(INDEX);
  }
}

const MAX_PREFIX = 200;
/** Each is a search of its own, while somebody types. */
const MOST_SAID_OTHERWISE = 2;

/** A text with what a synonym says in the place of what was typed: a search of its words alone would hold it against them. */
const saidOtherwise = (typed: string, synonyms: readonly Synonym[]): string[] =>
  synonyms
    .flatMap(({ typed: words, also }) => also.map((part) => ` ${typed} `.replace(` ${words} `, ` ${part} `).trim()))
    .map(inOneAlphabet)
    .slice(0, MOST_SAID_OTHERWISE);

const writeOffset = (offset: number) => `m${offset}`;
/** Where a page begins; 0 for a cursor of another engine. */
export const readOffset = (after: string | null | undefined) => Number(/^m(\d{1,4})$/.exec(after ?? "")?.[1] ?? 0);
