import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { startThread } from "../../app/platform/thread.server.ts";
import type { FieldLengths, SearchDocument } from "../engine.ts";
import type { MadeRows } from "./row-maker.server.ts";

/** More than a few would only wait for the database. */
const THREADS = Math.min(availableParallelism(), 4);
/** Words die young, and many: with more room for them they are seldom looked through. */
const YOUNG_MB = 64;

interface Waiting {
  resolve(rows: MadeRows): void;
  reject(error: unknown): void;
}

type Answer = { rows: MadeRows } | { error: unknown };

/** Threads that take documents apart while others are written. */
export class RowThreads {
  readonly #threads: RowThread[] = [];
  #next = 0;

  constructor(
    readonly databaseUrl: string,
    readonly averages: FieldLengths,
  ) {}

  /** Each thread in turn, started when it is first needed: an index of one batch needs one. */
  make(documents: readonly SearchDocument[]): Promise<MadeRows> {
    const turn = this.#next++ % THREADS;
    const thread = this.#threads[turn] ?? new RowThread(this.databaseUrl, this.averages);
    this.#threads[turn] = thread;
    return thread.make(documents);
  }

  async close() {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

class RowThread {
  readonly #worker: Worker;
  /** Answers come in the order of the questions. */
  readonly #waiting: Waiting[] = [];
  #failure: { error: unknown } | undefined;

  constructor(databaseUrl: string, averages: FieldLengths) {
    this.#worker = startThread({
      name: "search-rows",
      source: new URL("./row-worker.server.ts", import.meta.url),
      data: { databaseUrl, averages },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on("message", (answer: Answer) => this.#settle(answer));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("A thread that makes rows for search has ended.")));
  }

  make(documents: readonly SearchDocument[]): Promise<MadeRows> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    this.#worker.postMessage(documents);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  close() {
    return this.#worker.terminate();
  }

  #settle(answer: Answer) {
    const first = this.#waiting.shift();
    if ("rows" in answer) first?.resolve(asBuffers(answer.rows));
    else first?.reject(answer.error);
  }

  #fail(error: unknown) {
    this.#failure ??= { error };
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}

/** What comes from another thread has lost what makes bytes a Buffer. */
const asBuffers = ({ documents, postings, words }: MadeRows): MadeRows => ({
  documents: asBuffer(documents),
  postings: asBuffer(postings),
  words,
});

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength);
