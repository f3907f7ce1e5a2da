/** The numbers of the ranking; decisions/030 says what each is worth. */
export const ranking = {
  /** What a word counts for, by the field it stands in. */
  fieldWeights: { title: 4, body: 1, solution: 1, replies: 0.45 },
  /** How soon repeating a word stops helping. */
  k1: 1.5,
  /** How much a long field is held against its words, by field: 0 not at all, 1 in full. */
  lengthPenalty: { title: 0.65, body: 0.65, solution: 0.65, replies: 0.65 },
  /** A question is ranked by its rarest lexemes; more cost time and say little. */
  lexemes: 24,
  similarLexemes: 30,
  /** A lexeme in more than this share of documents is left out when there are rarer ones. */
  commonShare: 0.15,
  /** A collection smaller than this is ranked by every lexeme. */
  smallCollection: 1000,
  /** So many candidates are ranked again by their titles. */
  candidates: 200,
  titleSimilarity: 0.6,
  /** Among equals a company answer comes first, then what is solved. On the scale where the best match has 1. */
  answerBonus: 0.2,
  solvedBonus: 0.06,
  /** Of a long question, what a word of its title counts for beside one of its text. */
  questionTitleWeight: 2,
};

/** How rare a lexeme is: Robertson's inverse document frequency, never below zero. */
export function rarity(documents: number, all: number): number {
  const known = Math.min(documents, all);
  return Math.log(1 + (all - known + 0.5) / (known + 0.5));
}
