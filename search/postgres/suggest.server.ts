import type { Synonym } from "../engine.ts";
import { distinctWords } from "../question.ts";
import { spelledWords } from "../words.ts";
import { endingsOf } from "./endings.server.ts";
import { choose, type Lexeme, type LexemeSet, lookUp, readStats } from "./lexemes.server.ts";
import { ranking } from "./ranking.ts";
import type { Queryable } from "./store.server.ts";
import { withSynonyms, wordsOfSynonyms } from "./synonyms.ts";

/** What the last word, still being typed, may become; the most common ones. */
const COMPLETIONS = 12;
const SHORTEST_PREFIX = 2;
const MAX_PREFIX = 200;

/** The lexemes of a question whose last word may go on, and of the synonyms of its words. */
export async function completions(
  db: Queryable,
  typed: string,
  synonyms: readonly Synonym[],
): Promise<{ set: LexemeSet; lexemes: Lexeme[] }> {
  const words = distinctWords(spelledWords(typed.slice(0, MAX_PREFIX)));
  const last = /[\p{L}\p{N}\p{M}]$/u.test(typed) ? words.at(-1) : undefined;
  const prefixes = last && last.length >= SHORTEST_PREFIX ? [last] : [];
  const stats = await readStats(db);
  const endings = (await endingsOf(db, prefixes, COMPLETIONS, stats)).map(({ word }) => word);
  const found = await lookUp(db, [...new Set([...words, ...endings])], [], stats);
  const typedSet = { ...found, lexemes: asOneWord(found.lexemes, new Set(endings)) };
  const set = synonyms.length === 0 ? typedSet : await withTheirWords(db, typedSet, synonyms);
  return { set, lexemes: choose(set.lexemes, ranking.words) };
}

const withTheirWords = async (db: Queryable, set: LexemeSet, synonyms: readonly Synonym[]) =>
  withSynonyms(set, await lookUp(db, wordsOfSynonyms(synonyms), [], set), synonyms);

/** Completions stand for one word: each counts what the lightest of them does, so that no rare one wins by being rare. */
function asOneWord(lexemes: readonly Lexeme[], endings: ReadonlySet<string>) {
  const lightest = Math.min(...lexemes.filter(({ word }) => endings.has(word)).map(({ weight }) => weight));
  return lexemes.map((lexeme) => (endings.has(lexeme.word) ? { ...lexeme, weight: lightest } : lexeme));
}
