import type { Synonym } from "../engine.ts";
import { inOneAlphabet } from "../words.ts";
import type { Lexeme, LexemeSet } from "./lexemes.server.ts";
import { ranking } from "./ranking.ts";

/** The words that synonyms add to a question. */
export const wordsOfSynonyms = (synonyms: readonly Synonym[]): string[] => [
  ...new Set(synonyms.flatMap(({ also }) => also.flatMap((part) => part.split(" ")))),
];

/**
 * A question's lexemes with those of its synonyms (looked up as `found`), each a little below the words that it stands
 * for, and all words of one synonym together as much as they.
 */
export function withSynonyms(set: LexemeSet, found: LexemeSet, synonyms: readonly Synonym[]): LexemeSet {
  const known = new Set(set.lexemes.map(({ hash }) => hash));
  const added = new Map<number, Lexeme>();
  for (const { typed, also } of synonyms) {
    const weight = weightOf(set, typed) * ranking.synonym;
    for (const words of also.map((part) => part.split(" "))) {
      for (const lexeme of found.lexemes) {
        if (!words.includes(lexeme.word) || known.has(lexeme.hash)) continue;
        added.set(lexeme.hash, { ...lexeme, weight: Math.min(lexeme.weight, weight / words.length) });
      }
    }
  }
  const replaced = new Set(synonyms.flatMap(({ typed }) => typed.split(" ")));
  return {
    ...set,
    lexemes: [...set.lexemes, ...added.values()],
    unknown: set.unknown.filter((word) => !replaced.has(inOneAlphabet(word))),
  };
}

/** What the words of a text weigh together; those that stand nowhere as much as the rarest. */
function weightOf({ lexemes, unknown, heaviest }: LexemeSet, text: string) {
  return text.split(" ").reduce((sum, word) => {
    if (unknown.some((asked) => inOneAlphabet(asked) === word)) return sum + heaviest;
    const own = lexemes.filter((lexeme) => inOneAlphabet(lexeme.word) === word);
    return sum + Math.max(0, ...own.map(({ weight }) => weight));
  }, 0);
}
