import type { Correction, SearchQuestion } from "../engine.ts";
import type { ParsedQuestion } from "../question.ts";
import { withEndings } from "./endings.server.ts";
import { type IndexStats, type LexemeSet, lookUp, readStats } from "./lexemes.server.ts";
import { correct } from "./spelling.server.ts";
import type { Queryable } from "./store.server.ts";
import { withSynonyms, wordsOfSynonyms } from "./synonyms.ts";

interface CorrectedQuestion {
  set: LexemeSet;
  corrections: Correction[];
  /** What titles are compared with. */
  title: string;
}

/** Looks the question's words up, and their synonyms; words that nothing holds are replaced by those likely meant. */
export async function correctedQuestion(
  db: Queryable,
  parsed: ParsedQuestion,
  question: SearchQuestion,
): Promise<CorrectedQuestion> {
  const set = await lookUpAll(db, parsed.words, parsed.identifiers, question, await readStats(db));
  const corrections = question.isVerbatim ? [] : await correct(db, set.unknown, question.scope);
  if (corrections.length === 0) return { set, corrections, title: parsed.plain };
  const meant = new Map(corrections.map(({ typed, meant }) => [typed, meant]));
  const words = parsed.words.map((word) => meant.get(word) ?? word);
  return { set: await lookUpAll(db, words, parsed.identifiers, question, set), corrections, title: words.join(" ") };
}

async function lookUpAll(
  db: Queryable,
  words: readonly string[],
  names: readonly string[],
  { synonyms = [], isVerbatim }: SearchQuestion,
  stats: IndexStats,
): Promise<LexemeSet> {
  const typed = await lookUp(db, words, names, stats);
  const set = isVerbatim ? typed : await withEndings(db, typed);
  if (synonyms.length === 0) return set;
  return withSynonyms(set, await lookUp(db, wordsOfSynonyms(synonyms), [], stats), synonyms);
}
