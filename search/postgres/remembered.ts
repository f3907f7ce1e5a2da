/** So many answers are kept; then all are asked for anew. */
const MOST_KEPT = 5_000;

/** From so many documents on one more changes next to nothing of what an index says as a whole. */
export const LARGE = 2_000;

/** Answers that stay true enough for a while, of each database its own. */
export class Remembered<T> {
  readonly #kept = new WeakMap<object, Map<string, { answer: T; until: number }>>();

  constructor(readonly seconds: number) {}

  get(database: object, question: string): T | undefined {
    const found = this.#kept.get(database)?.get(question);
    return found && found.until > performance.now() ? found.answer : undefined;
  }

  set(database: object, question: string, answer: T) {
    const known = this.#kept.get(database);
    const kept = known && known.size < MOST_KEPT ? known : new Map<string, { answer: T; until: number }>();
    kept.set(question, { answer, until: performance.now() + this.seconds * 1000 });
    this.#kept.set(database, kept);
  }
}
