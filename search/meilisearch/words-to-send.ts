import type { Correction, Synonym } from "../engine.ts";
import type { ParsedQuestion } from "../question.ts";
import { inOneAlphabet, spelledWords } from "../words.ts";

/** Meilisearch reads the first ten words of a question. */
export const MOST_WORDS = 10;

interface Asked {
  /** How rare each word is: the rarer, the larger. Those that mean nothing (stop words) have none. */
  rarity: ReadonlyMap<string, number>;
  corrections: readonly Correction[];
  synonyms?: readonly Synonym[];
  isVerbatim?: boolean;
}

/** A question in Meilisearch's language: phrases and exclusions, then its rarest words in their order, then synonyms. */
export function wordsToSend({ plain, phrases, excluded }: ParsedQuestion, asked: Asked): string {
  const { rarity } = asked;
  const said = phrases.map(quoted);
  const left = excluded.map((part) => `-${quoted(part)}`);
  const inPhrases = new Set(phrases.flatMap((phrase) => phrase.split(" ")));
  const words = [...new Set(plain.split(/\s+/))].map(bare).filter((word) => isSent(word, inPhrases, rarity));
  const room = Math.max(0, MOST_WORDS - said.length - left.length);
  const sent = rarest(words, rarity, room);
  const meant = asked.isVerbatim ? sent.map(quoted) : sent.map((word) => corrected(word, asked.corrections));
  const also = (asked.synonyms ?? []).flatMap((synonym) => synonym.also).slice(0, room - sent.length);
  if (said.length + meant.length === 0) return "";
  return inOneAlphabet([...said, ...left, ...meant, ...also].join(" ")).toWellFormed();
}

const quoted = (text: string) => `"${text}"`;

/** Quotes and a minus would mean something. */
const bare = (word: string) => word.replaceAll('"', " ").replace(/^-+/, "").trim();

const isSent = (word: string, inPhrases: ReadonlySet<string>, rarity: Asked["rarity"]) =>
  spelledWords(word)
    .split(" ")
    .some((part) => rarity.has(part) && !inPhrases.has(part));

function rarest(words: readonly string[], rarity: ReadonlyMap<string, number>, most: number) {
  const rarityOf = (word: string) =>
    Math.max(
      0,
      ...spelledWords(word)
        .split(" ")
        .map((part) => rarity.get(part) ?? 0),
    );
  const chosen = new Set([...words].sort((a, b) => rarityOf(b) - rarityOf(a)).slice(0, most));
  return words.filter((word) => chosen.has(word));
}

function corrected(word: string, corrections: readonly Correction[]) {
  const plain = spelledWords(word);
  return corrections.find(({ typed }) => typed === plain)?.meant ?? word;
}
