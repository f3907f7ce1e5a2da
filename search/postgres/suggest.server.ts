import { distinctWords } from "../question.ts";
import { plainWords } from "../words.ts";
import { endingsOf } from "./endings.server.ts";
import { choose, type Lexeme, type LexemeSet, lookUp } from "./lexemes.server.ts";
import { ranking } from "./ranking.ts";
import type { Queryable } from "./store.server.ts";

/** What the last word, still being typed, may become; the most common ones. */
const COMPLETIONS = 12;
const SHORTEST_PREFIX = 2;
const MAX_PREFIX = 200;

/** The lexemes of a question whose last word may go on. */
export async function completions(db: Queryable, typed: string): Promise<{ set: LexemeSet; lexemes: Lexeme[] }> {
  const words = distinctWords(plainWords(typed.slice(0, MAX_PREFIX)));
  const last = /[\p{L}\p{N}\p{M}]$/u.test(typed) ? words.at(-1) : undefined;
  const prefixes = last && last.length >= SHORTEST_PREFIX ? [last] : [];
  const endings = (await endingsOf(db, prefixes, COMPLETIONS)).map(({ word }) => word);
  const set = await lookUp(db, [...new Set([...words, ...endings])], []);
  return { set, lexemes: choose(asOneWord(set.lexemes, new Set(endings)), ranking.words) };
}

/** Completions stand for one word: each counts what the lightest of them does, so that no rare one wins by being rare. */
function asOneWord(lexemes: readonly Lexeme[], endings: ReadonlySet<string>) {
  const lightest = Math.min(...lexemes.filter(({ word }) => endings.has(word)).map(({ weight }) => weight));
  return lexemes.map((lexeme) => (endings.has(lexeme.word) ? { ...lexeme, weight: lightest } : lexeme));
}
