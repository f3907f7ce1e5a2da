import { pool } from "../app/platform/db.server.ts";
import { loadDocuments } from "./documents.server.ts";
import { editDistance } from "./edit-distance.ts";
import type { Correction, SearchHits, SearchKey, StemsByLanguage, Synonym } from "./engine.ts";
import { documentNumber } from "./engine.ts";
import type { Segment } from "./highlight.ts";
import type { CheckedResult, SearchResult } from "./results.server.ts";
import { inOneAlphabet, plainWords } from "./words.ts";

/** What was asked, as far as a text can be looked at for it. */
export interface AskedFor {
  text: string;
  /** Only titles were looked at. */
  inTitle?: true;
  stems?: StemsByLanguage;
  corrections?: readonly Correction[];
  synonyms?: readonly Synonym[];
  /** Meilisearch takes a word for another that is near, and does not say so. */
  engine?: SearchHits["engine"];
}

/**
 * The results that hold something of what was asked as they are at this moment. An index that is behind also finds a row
 * by words that were hidden, edited out or are another's to read by now: to find it would tell that they stood there.
 * Most results show their match; only of the others the whole text is read.
 */
export async function stillHolding(results: readonly CheckedResult[], asked: AskedFor): Promise<CheckedResult[]> {
  const holds = holder(asked);
  if (!holds) return [...results];
  if (asked.inTitle) return results.filter(({ result: { title } }) => title.some(isMarked) || holds(written(title)));
  const doubtful = results
    .filter(({ result, text }) => !showsMatch(result) && !holds(text))
    .map(({ result }) => result);
  if (doubtful.length === 0) return [...results];
  const documents = await loadDocuments(pool, doubtful.map(keyOf));
  const held = new Set(documents.filter((document) => holds(textOf(document))).map(documentNumber));
  return results.filter(({ result }) => !doubtful.includes(result) || held.has(documentNumber(result)));
}

const keyOf = ({ kind, id }: SearchResult): SearchKey => ({ kind, id });

const isMarked = ({ isMatch }: Segment) => isMatch;
const written = (segments: readonly Segment[]) => segments.map(({ text }) => text).join("");
const showsMatch = ({ title, passage }: SearchResult) => [...title, ...passage].some(isMarked);

type Document = Awaited<ReturnType<typeof loadDocuments>>[number];
const textOf = ({ title, body, solution, replies, code, tags }: Document) =>
  [title, body, solution, replies, code, ...tags].join("\n");

/** Rather too much than too little counts as holding: this decides about what is stale, not about what fits. */
function holder({ text, stems = new Map(), corrections = [], synonyms = [], engine }: AskedFor) {
  const words = plainWords([text, ...corrections.map(({ meant }) => meant)].join(" ")).split(" ");
  const also = synonyms.flatMap((synonym) => synonym.also.flatMap((part) => inOneAlphabet(part).split(" ")));
  // Where there are stems, words without one are stop words, which stand in every text.
  const known = [...stems.values()].flat();
  const parts = [...new Set([...(known.length > 0 ? known : telling(words)), ...also].map(beginning))].filter(Boolean);
  if (parts.length === 0) return null;
  return (given: string) => {
    const plain = ` ${plainWords(given)}`;
    const whole = plain.replaceAll(" ", "");
    if (parts.some((part) => (part.length < SHORT ? plain.includes(` ${part}`) : whole.includes(part)))) return true;
    return engine === "meilisearch" && isNear(words, new Set(plain.split(" ")));
  };
}

/** Shorter ones are looked for at the beginning of words only. */
const SHORT = 4;

const telling = (words: readonly string[]) => {
  const long = words.filter(({ length }) => length >= SHORT);
  return long.length > 0 ? long : words;
};

/** Stems end otherwise than words do: "stori" of "story", "national" of "nationaux". Three quarters are enough. */
const beginning = (stem: string) => {
  const letters = stem.replace(/[^\p{L}\p{N}\p{M}]/gu, "");
  return letters.slice(0, Math.max(SHORT, Math.ceil(letters.length * 0.75)));
};

/** As near as Meilisearch takes for the same: one slip from five letters on, two from nine. */
function isNear(words: readonly string[], found: ReadonlySet<string>) {
  const slips = (word: string) => (word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0);
  const near = (word: string, other: string) =>
    editDistance(word, other.slice(0, word.length + slips(word)), slips(word)) <= slips(word);
  return words.some((word) => slips(word) > 0 && [...found].some((other) => near(word, other)));
}
