import type { Correction, SearchQuestion } from "../engine.ts";
import type { ParsedQuestion } from "../question.ts";
import { type LexemeSet, lookUp } from "./lexemes.server.ts";
import { correct } from "./spelling.server.ts";
import type { Queryable } from "./store.server.ts";

interface CorrectedQuestion {
  set: LexemeSet;
  corrections: Correction[];
  /** What titles are compared with. */
  title: string;
}

/** Looks the question's words up; words that nothing holds are replaced by those that were likely meant. */
export async function correctedQuestion(
  db: Queryable,
  parsed: ParsedQuestion,
  { scope, isVerbatim }: SearchQuestion,
): Promise<CorrectedQuestion> {
  const set = await lookUp(db, parsed.words, parsed.identifiers);
  const corrections = isVerbatim ? [] : await correct(db, set.unknown, scope);
  if (corrections.length === 0) return { set, corrections, title: parsed.plain };
  const meant = new Map(corrections.map(({ typed, meant }) => [typed, meant]));
  const words = parsed.words.map((word) => meant.get(word) ?? word);
  return { set: await lookUp(db, words, parsed.identifiers), corrections, title: words.join(" ") };
}
