import type { SimilarQuestion } from "../engine.ts";
import { distinctWords } from "../question.ts";
import { identifiers, spelledWords } from "../words.ts";
import { type LexemeSet, lookUp } from "./lexemes.server.ts";
import { ranking } from "./ranking.ts";
import { correctBriefly } from "./spelling.server.ts";
import type { Queryable } from "./store.server.ts";

/** Of a long text the beginning says what it is about. */
const MAX_TEXT = 4000;

interface WeighedQuestion extends LexemeSet {
  /** What titles are compared with. */
  title: string;
}

/** A thread as a question: its words weighed by how rare they are, and by where and how often they stand in it. */
export async function weighedQuestion(db: Queryable, question: SimilarQuestion): Promise<WeighedQuestion> {
  const text = question.text.slice(0, MAX_TEXT);
  const asked = { title: spelledWords(question.title), text: spelledWords(text) };
  const names = identifiers(`${question.title} ${text}`);
  const set = await lookUp(db, distinctWords(`${asked.title} ${asked.text}`.trim()), names);
  const corrected = await withTitleCorrected(db, asked.title, set, question);
  const weights = wordWeights(corrected.title, asked.text);
  const lexemes = corrected.set.lexemes.map((lexeme) => ({
    ...lexeme,
    weight: lexeme.weight * (weights.get(lexeme.word) ?? 1),
  }));
  return { ...corrected.set, lexemes, title: corrected.isChanged ? corrected.title : question.title };
}

/** A slip in the title costs most: it is read as what was likely meant, besides what was typed. */
async function withTitleCorrected(db: Queryable, title: string, set: LexemeSet, { scope }: SimilarQuestion) {
  const inTitle = distinctWords(title);
  const unknown = set.unknown.filter((word) => inTitle.includes(word));
  const corrections = await correctBriefly(db, unknown, scope);
  if (corrections.length === 0) return { set, title, isChanged: false };
  const meant = new Map(corrections.map((correction) => [correction.typed, correction.meant]));
  const found = await lookUp(db, [...meant.values()], [], set);
  const known = new Set(set.lexemes.map(({ hash }) => hash));
  const lexemes = [...set.lexemes, ...found.lexemes.filter(({ hash }) => !known.has(hash))];
  const words = title.split(" ").map((word) => meant.get(word) ?? word);
  return { set: { ...set, lexemes }, title: words.join(" "), isChanged: true };
}

/**
 * The longer the text, the more of its words are beside the point: so many times as much counts a word of the title. A
 * word that is repeated counts more, each time less so.
 */
function wordWeights(title: string, text: string): Map<string, number> {
  const inTitle = distinctWords(title);
  const weights = new Map<string, number>();
  for (const word of text.split(" ")) weights.set(word, (weights.get(word) ?? 0) + 1);
  const timesAsLong = weights.size / Math.max(inTitle.length, 1);
  const titleWeight = Math.min(Math.max(timesAsLong / ranking.textForTitle, 1), ranking.questionTitleWeight);
  for (const [word, count] of weights) weights.set(word, Math.sqrt(count));
  for (const word of inTitle) weights.set(word, (weights.get(word) ?? 0) + titleWeight);
  return weights;
}
