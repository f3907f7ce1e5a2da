import type { Lexeme } from "./lexemes.server.ts";

/** How much a search may read. */
export interface Reading {
  /** Postings, of the rarest lexemes first. */
  postings: number;
  /** Postings of titles, of lexemes for which that was not enough. */
  titles: number;
  /** Looks at single postings of the candidates that were found so. */
  looks: number;
}

/** How each lexeme is read. */
export interface DividedLexemes {
  /** Candidates are documents that hold one of these … */
  whole: Lexeme[];
  /** … or one of these in the title. */
  inTitles: Lexeme[];
  /** Candidates gain by holding one of these. */
  rest: Lexeme[];
}

/**
 * Divides lexemes by what reading them costs. A word that half of all documents hold says little where it stands in a
 * text, and costs as much as a hundred rare ones; where it stands in a title it says more, and costs little.
 */
export function divide(lexemes: readonly Lexeme[], reading: Reading, required: ReadonlySet<string>): DividedLexemes {
  const divided: DividedLexemes = { whole: [], inTitles: [], rest: [] };
  const left = { ...reading };
  for (const lexeme of [...lexemes].sort((a, b) => a.documents - b.documents)) {
    if (lexeme.documents <= left.postings || required.has(lexeme.word)) {
      left.postings -= lexeme.documents;
      divided.whole.push(lexeme);
    } else if (lexeme.titles <= left.titles) {
      left.titles -= lexeme.titles;
      divided.inTitles.push(lexeme);
    } else divided.rest.push(lexeme);
  }
  return divided;
}
