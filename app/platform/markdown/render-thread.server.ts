import type { Worker } from "node:worker_threads";
import { startThread } from "../thread.server.ts";

/** `late` took more than its budget and always will; `refused` had the bad luck of a busy minute. */
export type Outcome = { html: string } | "late" | "failed" | "refused";

/** Enough for the worst 64 KB known, far less than would hurt the server. */
const MAX_MEMORY_MB = 192;

/** A thread that renders one text at a time, and is killed when it takes too long. */
export class RenderThread {
  #worker: Worker;
  #settle: ((outcome: Outcome) => void) | undefined;
  isAlive = true;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.unref();
    worker.on("message", ({ html }: { html: string | null }) => this.#finish(html === null ? "failed" : { html }));
    worker.on("error", () => this.#kill("failed"));
    worker.on("exit", () => this.#kill("failed"));
  }

  /** A thread that has its program loaded. */
  static start(): Promise<RenderThread> {
    const worker = startThread({
      name: "markdown-worker",
      source: new URL("./render-worker.server.ts", import.meta.url),
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    });
    return new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", () => {
        worker.off("error", reject);
        resolve(new RenderThread(worker));
      });
    });
  }

  /** The text as HTML, or why not; never rejects. Not to be called again before it settles. */
  render(source: string, budget: number): Promise<Outcome> {
    const timer = setTimeout(() => this.#kill("late"), budget);
    this.#worker.ref();
    this.#worker.postMessage(source);
    return new Promise((resolve) => {
      this.#settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
    });
  }

  #finish(outcome: Outcome) {
    this.#worker.unref();
    this.#settle?.(outcome);
    this.#settle = undefined;
  }

  #kill(outcome: Outcome) {
    this.isAlive = false;
    this.#finish(outcome);
    void this.#worker.terminate();
  }
}
