import { connection } from "./db.server.ts";

interface Held<T> {
  value: Promise<T>;
  /** Once it has been read. */
  known?: T;
  until: number;
  from: object;
}

/**
 * What was read of the database and stays true enough for a while. Who comes while it is being read waits for the same
 * reading; what was read is forgotten with the connection it came by.
 */
export class Kept<T> {
  #held: Held<T> | undefined;

  constructor(
    readonly milliseconds: number,
    readonly read: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    const held = this.#fresh();
    if (held) return held.value;
    const reading = this.#hold(this.read());
    reading.value.then(
      (known) => Object.assign(reading, { known }),
      () => this.#held === reading && this.forget(),
    );
    return reading.value;
  }

  /**
   * What has been read already. Whoever is in a transaction asks this: the reading that others wait for may itself wait for
   * the connection they hold.
   */
  known(): T | undefined {
    return this.#fresh()?.known;
  }

  /** Somebody has read it their own way. */
  keep(known: T) {
    this.#hold(Promise.resolve(known)).known = known;
  }

  /** Somebody has changed it: the next reading is a new one. */
  forget() {
    this.#held = undefined;
  }

  #fresh(): Held<T> | undefined {
    const held = this.#held;
    return held && held.until > performance.now() && held.from === connection() ? held : undefined;
  }

  #hold(value: Promise<T>): Held<T> {
    this.#held = { value, until: performance.now() + this.milliseconds, from: connection() };
    return this.#held;
  }
}
