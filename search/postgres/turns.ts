import { Unavailable } from "../../app/platform/errors.ts";

export interface TurnsOptions {
  /** How many run at a time. */
  slots: number;
  /** How many may wait; who comes then is told to come back. */
  mostWaiting: number;
  /** Who has waited so long is told to come back. */
  waitMs: number;
}

interface Waiting {
  begin(): void;
  refuse(): void;
}

/**
 * Work done in the order it came, no more of it at once than there are processors to do it: together all of it would take
 * as long, and the first would be done no sooner than the last.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Does it when its turn comes; `Unavailable` when too many wait, or for too long. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.slots) await this.#wait();
    else this.#running++;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #wait() {
    const { mostWaiting, waitMs } = this.#options;
    if (this.#waiting.size >= mostWaiting) return Promise.reject(new Unavailable());
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => one.refuse(), waitMs);
      const one: Waiting = {
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: () => {
          this.#waiting.delete(one);
          reject(new Unavailable());
        },
      };
      this.#waiting.add(one);
    });
  }

  /** Hands the place on; it is nobody's in between. */
  #next() {
    const [first] = this.#waiting;
    if (!first) {
      this.#running--;
      return;
    }
    this.#waiting.delete(first);
    first.begin();
  }
}
