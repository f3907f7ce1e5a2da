/** The numbers of the ranking; decisions/030 says what each is worth. */
export const ranking = {
  /** What a word counts for, by the field it stands in. */
  fieldWeights: { title: 4, body: 1, solution: 1, replies: 0.4 },
  /** How soon repeating a word stops helping. */
  k1: 2,
  /** How much a long field is held against its words, by field: 0 not at all, 1 in full. */
  lengthPenalty: { title: 0.4, body: 0.6, solution: 0.6, replies: 0.6 },
  /** A question is ranked by so many of its words, the heaviest. */
  words: 40,
  similarWords: 80,
  /** How much is read: see reading.ts. */
  reading: {
    search: { postings: 3000, titles: 2000, looks: 800, candidates: 120 },
    similar: { postings: 4000, titles: 1200, looks: 1000, candidates: 60 },
    suggest: { postings: 1000, titles: 2000, looks: 0, candidates: 40 },
  },
  /** Of words that a phrase is made of so much more is read; of words still more common only titles. */
  phrasePostings: 8000,
  /** Whether a text holds a phrase is asked of so many of the best documents that hold its words. */
  phraseChecks: 1500,
  /** With fewer results than this so many times as much is read: a filter may have left little of the best. */
  fewResults: 30,
  readAgain: 10,
  /** Of the candidates, which are ranked again by their titles, no fewer than this are taken to look at more of each. */
  fewestCandidates: 40,
  titleSimilarity: 0.6,
  /** Less where the question has a text besides its title. */
  similarTitleSimilarity: 0.4,
  /** What a synonym counts for, where the word itself counts 1. */
  synonym: 0.8,
  /** What a word counts for that is a stop word of some language, in documents of another. */
  stopWord: 0.2,
  /** What a longer word counts for that begins with the one asked for. */
  ending: 0.5,
  /** Among equals a company answer comes first, then what is solved. On the scale where the best match has 1. */
  answerBonus: 0.2,
  /** Of one past the day it was to be looked at again. */
  staleAnswerBonus: 0.1,
  solvedBonus: 0.06,
  /** What was asked today is worth this, and half of it for every so many days that it is older. */
  freshBonus: 0.03,
  daysUntilHalfAsFresh: 365,
  /** A title weighs as much as a text so many times as long, up to so many times a word of the text. */
  textForTitle: 3,
  questionTitleWeight: 2,
};

/** How rare a lexeme is: Robertson's inverse document frequency, never below zero. */
export function rarity(documents: number, all: number): number {
  const known = Math.min(documents, all);
  return Math.log(1 + (all - known + 0.5) / (known + 0.5));
}
