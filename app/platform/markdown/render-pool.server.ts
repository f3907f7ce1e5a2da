import { log } from "../log.server.ts";
import { type Outcome, RenderThread } from "./render-thread.server.ts";

/** How long one text may take, in milliseconds. */
export const RENDER_BUDGET_MS = 1_000;

/** Beyond this wait a reader is better served with plain text. */
const MAX_WAIT_MS = 5_000;
const MAX_WAITING = 200;
const MAX_THREADS = 2;

interface Job {
  source: string;
  since: number;
  settle: (outcome: Outcome) => void;
}

/** Renders on threads that are killed when a text takes too long, so that the server's own thread never waits. */
export class RenderPool {
  #idle: RenderThread[] = [];
  #threads = 0;
  #waiting: Job[] = [];

  constructor(readonly budget = RENDER_BUDGET_MS) {}

  /** Renders one text; never rejects. */
  render(source: string): Promise<Outcome> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.resolve("refused");
    return new Promise((settle) => {
      this.#waiting.push({ source, since: Date.now(), settle });
      this.#next();
    });
  }

  #next() {
    if (this.#waiting.length === 0) return;
    const thread = this.#takeAlive();
    if (thread) this.#run(thread);
    else if (this.#threads < MAX_THREADS) void this.#start();
  }

  async #start() {
    this.#threads++;
    try {
      this.#run(await RenderThread.start());
    } catch (error) {
      this.#threads--;
      log.error({ err: error }, "no thread to render Markdown on; long texts are shown plain");
      for (const job of this.#waiting.splice(0)) job.settle("refused");
    }
  }

  #run(thread: RenderThread) {
    const job = this.#takeFresh();
    if (!job) return void this.#idle.push(thread);
    void thread.render(job.source, this.budget).then((outcome) => {
      job.settle(outcome);
      if (thread.isAlive) return this.#run(thread);
      this.#threads--;
      this.#next();
    });
  }

  /** A thread may die without work, of memory for instance. */
  #takeAlive(): RenderThread | undefined {
    const alive = this.#idle.filter((thread) => thread.isAlive);
    this.#threads -= this.#idle.length - alive.length;
    this.#idle = alive;
    return alive.pop();
  }

  #takeFresh(): Job | undefined {
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) {
      if (Date.now() - job.since <= MAX_WAIT_MS) return job;
      job.settle("refused");
    }
    return undefined;
  }
}
