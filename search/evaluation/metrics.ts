/** Which documents answer a query, and how well. */
export type Judgements = ReadonlyMap<string, number>;

export interface Measures {
  mrr: number;
  map: number;
  p1: number;
  ndcg10: number;
  recall10: number;
}

const NOTHING: Measures = { mrr: 0, map: 0, p1: 0, ndcg10: 0, recall10: 0 };

/** The usual measures of one ranking (Manning et al., chapter 8; gain 2^grade - 1, discount log2 of the place + 1). */
export function measure(ranked: readonly string[], judgements: Judgements): Measures {
  const relevant = [...judgements.values()].filter((grade) => grade > 0).length;
  if (relevant === 0) return NOTHING;
  const grades = ranked.map((id) => judgements.get(id) ?? 0);
  const first = grades.findIndex((grade) => grade > 0);
  return {
    mrr: first === -1 ? 0 : 1 / (first + 1),
    map: averagePrecision(grades, relevant),
    p1: (grades[0] ?? 0) > 0 ? 1 : 0,
    ndcg10: gain(grades) / gain([...judgements.values()].sort((a, b) => b - a)),
    recall10: grades.slice(0, 10).filter((grade) => grade > 0).length / relevant,
  };
}

function averagePrecision(grades: readonly number[], relevant: number) {
  let found = 0;
  let sum = 0;
  grades.forEach((grade, at) => {
    if (grade > 0) sum += ++found / (at + 1);
  });
  return sum / relevant;
}

const gain = (grades: readonly number[]) =>
  grades.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

/** The mean of each measure. */
export function mean(all: readonly Measures[]): Measures {
  const of = (name: keyof Measures) => all.reduce((sum, measures) => sum + measures[name], 0) / Math.max(all.length, 1);
  return { mrr: of("mrr"), map: of("map"), p1: of("p1"), ndcg10: of("ndcg10"), recall10: of("recall10") };
}

/** The value below which a share of all lie: `percentile(times, 0.99)`. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
