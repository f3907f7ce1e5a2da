import { ANSWER, CHECK, SOLVED } from "./prepare.ts";
import { ranking } from "./ranking.ts";
import { likenessTo } from "./title-likeness.ts";

/** One of the best by its words, as the index has it. */
export interface Candidate {
  document: number;
  flags: number;
  /** Its BM25F, and how much of what was asked it holds, in weight. */
  score: number;
  held: number;
  language: string;
  title: string;
  /** How old it is. */
  days: number;
  /** A company answer past the day it was to be looked at again. */
  isStale: boolean;
}

export interface RankedDocument {
  document: number;
  language: string;
  score: number;
  coverage: number;
}

interface Order {
  /** What titles are compared with. */
  title: string;
  titleSimilarity: number;
  /** The weight of a document that holds everything asked. */
  total: number;
  limit: number;
}

/** The best by their words, put in order by their titles, too, and by what they are. */
export function order(candidates: readonly Candidate[], { title, titleSimilarity, total, limit }: Order) {
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 1e-9);
  const likeness = likenessTo(title);
  const scoreOf = (candidate: Candidate) =>
    candidate.score / best + titleSimilarity * likeness(candidate.title) + bonusOf(candidate);
  return candidates
    .map(
      (candidate): RankedDocument => ({
        document: candidate.document,
        language: candidate.language,
        score: Math.round(scoreOf(candidate) * 1e6) / 1e6,
        coverage: Math.min(candidate.held / total, 1),
      }),
    )
    .sort((a, b) => b.score - a.score || b.document - a.document)
    .slice(0, limit);
}

function bonusOf({ flags, days, isStale }: Candidate) {
  const ofAnswer = isStale ? ranking.staleAnswerBonus : ranking.answerBonus;
  // What failed more people than it helped is solved for nobody who comes now.
  const ofThread = flags & SOLVED && !(flags & CHECK) ? ranking.solvedBonus : 0;
  const ofKind = flags & ANSWER ? ofAnswer : ofThread;
  // By the day, so that pages asked for one after the other fit together.
  return ofKind + ranking.freshBonus * 0.5 ** (Math.max(days, 0) / ranking.daysUntilHalfAsFresh);
}
