import { connection } from "./db.server.ts";

/**
 * What was read of the database and stays true enough for a while. Who comes while it is being read waits for the same
 * reading; what was read is forgotten with the connection it came by.
 */
export class Kept<T> {
  #held: { value: Promise<T>; until: number; from: object } | undefined;

  constructor(
    readonly milliseconds: number,
    readonly read: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    const held = this.held();
    if (held) return held;
    const value = this.read();
    this.keep(value);
    value.catch(() => this.#held?.value === value && this.forget());
    return value;
  }

  /** What is known without reading. */
  held(): Promise<T> | undefined {
    const held = this.#held;
    return held && held.until > performance.now() && held.from === connection() ? held.value : undefined;
  }

  /** Somebody has read it their own way. */
  keep(value: Promise<T>) {
    this.#held = { value, until: performance.now() + this.milliseconds, from: connection() };
  }

  /** Somebody has changed it: the next reading is a new one. */
  forget() {
    this.#held = undefined;
  }
}
