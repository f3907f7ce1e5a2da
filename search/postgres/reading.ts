import type { Lexeme } from "./lexemes.server.ts";
import { ranking } from "./ranking.ts";

/** How much a search may read. */
export interface Reading {
  /** Postings, of the rarest lexemes first. */
  postings: number;
  /** Postings of titles, of lexemes for which that was not enough. */
  titles: number;
  /** Looks at single postings of the candidates that were found so. */
  looks: number;
  /** How many candidates. */
  candidates: number;
}

/** How each lexeme is read. */
export interface DividedLexemes {
  /** Candidates are documents that hold one of these … */
  whole: Lexeme[];
  /** … or one of these in the title. */
  inTitles: Lexeme[];
  /** Candidates gain by holding one of these: those of the lexemes not read whole that weigh most. */
  lookedFor: Lexeme[];
  /** The weight of lexemes that are not read at all. */
  unread: number;
}

/**
 * Divides lexemes by what reading them costs. A word that half of all documents hold says little where it stands in a
 * text, and costs as much as a hundred rare ones; where it stands in a title it says more, and costs little.
 */
export function divide(lexemes: readonly Lexeme[], reading: Reading, required: ReadonlySet<string>): DividedLexemes {
  const left = { ...reading };
  const whole: Lexeme[] = [];
  const inTitles: Lexeme[] = [];
  const rest: Lexeme[] = [];
  let forPhrases = ranking.phrasePostings;
  for (const lexeme of [...lexemes].sort((a, b) => a.documents - b.documents)) {
    if (lexeme.documents > left.postings && required.has(lexeme.word) && lexeme.documents <= forPhrases) {
      forPhrases -= lexeme.documents;
      whole.push(lexeme);
    } else if (lexeme.documents <= left.postings) {
      left.postings -= lexeme.documents;
      whole.push(lexeme);
    } else if (lexeme.titles <= left.titles || (required.has(lexeme.word) && lexeme.titles <= forPhrases)) {
      left.titles -= lexeme.titles;
      inTitles.push(lexeme);
    } else rest.push(lexeme);
  }
  const byWeight = [...inTitles, ...rest].sort((a, b) => b.weight - a.weight);
  const lookedFor = byWeight.slice(0, Math.floor(reading.looks / ranking.fewestCandidates));
  const unread = rest.filter((lexeme) => !lookedFor.includes(lexeme)).reduce((sum, { weight }) => sum + weight, 0);
  return { whole, inTitles, lookedFor, unread };
}
