import { identifiers, spelledWords } from "./words.ts";

/** What somebody typed, taken apart. */
export interface ParsedQuestion {
  /** Words to look for, folded, in their alphabet and order, each once. */
  words: string[];
  /** Names that must be found whole: v2.3.1, net::ERR_FAILED. */
  identifiers: string[];
  /** Words that must stand side by side. */
  phrases: string[];
  /** What results must not hold: words or phrases. */
  excluded: string[];
  /** Everything positive as it was typed, for comparing with titles. */
  plain: string;
}

/** Longer questions are cut: what a person types ends far earlier. */
export const MAX_QUESTION = 300;
const PART = /(?<=^|\s)(-?)"([^"]*)"?|(?<=^|\s)-(?=[\p{L}\p{N}])(\S+)|(\S+)/gu;

/** Reads words, "phrases" and -exclusions. */
export function parseQuestion(text: string): ParsedQuestion {
  const phrases: string[] = [];
  const excluded: string[] = [];
  const positive: string[] = [];
  for (const [, minus, quoted, left, word] of text.slice(0, MAX_QUESTION).matchAll(PART)) {
    if (quoted !== undefined) {
      const phrase = spelledWords(quoted);
      if (phrase === "") continue;
      if (minus) excluded.push(phrase);
      else {
        if (phrase.includes(" ")) phrases.push(phrase);
        positive.push(quoted);
      }
    } else if (left !== undefined) excluded.push(spelledWords(left));
    else if (word !== undefined) positive.push(word);
  }
  const plain = positive.join(" ");
  return {
    words: distinctWords(spelledWords(plain)),
    identifiers: identifiers(plain),
    phrases,
    excluded: excluded.filter((part) => part !== ""),
    plain,
  };
}

/** The words of folded text, each once, in their order. */
export function distinctWords(plain: string): string[] {
  return plain === "" ? [] : [...new Set(plain.split(" "))];
}
