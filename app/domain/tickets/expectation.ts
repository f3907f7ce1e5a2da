/** What an asker is told before pressing the button: measured, or plainly that it can't be said. */
export interface Expectation {
  /** Seconds until a person has written, at this hour: half of them waited longer. Null where too few did to tell. */
  waitSeconds: number | null;
  /** The share of such questions that other customers solve, from 0 to 1; null where there are too few. */
  peersSolve: number | null;
  /** Threads like it that staff is already on. */
  joinable: { id: number; title: string }[];
}

/** Fewer say nothing (product.md §12). */
export const LEAST_MEASURED = 20;
