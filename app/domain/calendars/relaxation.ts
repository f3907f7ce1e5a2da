/** A time in which targets are longer: a surge, from its beginning until it has ended. */
export interface Relaxation {
  surgeId: number;
  from: Date;
  until: Date;
  /** How much longer, 1 or more: nobody is ever promised something sooner, and then not given it. */
  factor: number;
}

/**
 * How much longer the target is of a clock that begins at `start`. Its beginning decides: what was promised before a
 * surge keeps its date, and what was promised in one keeps the longer time after it.
 */
export const factorAt = (relaxations: readonly Relaxation[], start: Date): number =>
  relaxationAt(relaxations, start)?.factor ?? 1;

/** The surge that a clock begins in, if any. */
export const relaxationAt = (relaxations: readonly Relaxation[], start: Date): Relaxation | undefined =>
  relaxations.find(({ from, until }) => from <= start && start < until);
