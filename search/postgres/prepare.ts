import { documentNumber, type FieldLengths, type SearchDocument } from "../engine.ts";
import { countWords, identifiers, plainWords } from "../words.ts";
import { ranking } from "./ranking.ts";

/** A document as the database takes it: folded words by field, names that must stay whole, and what fields count for. */
export interface PreparedDocument {
  document: number;
  category: number;
  flags: number;
  title: string;
  language: string;
  createdAt: Date;
  words: Record<keyof FieldLengths, string>;
  /** Lexemes that no parser may touch, as a tsvector literal. */
  marks: string;
  lengths: FieldLengths;
}

export const SOLVED = 1;
export const ANSWER = 2;

/** A tsvector counts 16,383 positions and holds a megabyte: of a very long text the beginning is found. */
const MAX_CHARACTERS: FieldLengths = { title: 600, body: 24_000, solution: 16_000, replies: 48_000 };

/** Takes a document apart; needs no database. */
export function prepare(document: SearchDocument): PreparedDocument {
  const texts = {
    title: document.title,
    body: `${document.body} ${document.tags.join(" ")}`,
    solution: document.solution,
    replies: `${document.replies.slice(0, MAX_CHARACTERS.replies)} ${document.code.slice(0, MAX_CHARACTERS.body)}`,
  };
  const words = mapFields((field) => plainWords(texts[field].slice(0, MAX_CHARACTERS[field])));
  return {
    document: documentNumber(document),
    category: document.categoryId,
    flags: (document.isSolved ? SOLVED : 0) | (document.kind === "answer" ? ANSWER : 0),
    title: document.title,
    language: document.language,
    createdAt: document.createdAt,
    words,
    marks: marksOf(texts, document.tags),
    lengths: mapFields((field) => countWords(words[field])),
  };
}

const fields = ["title", "body", "solution", "replies"] as const;
const mapFields = <T>(of: (field: keyof FieldLengths) => T) =>
  ({ title: of("title"), body: of("body"), solution: of("solution"), replies: of("replies") }) as Record<keyof FieldLengths, T>;

/** The prefix keeps names apart from words: a word's lexeme never begins with it. */
export const identifierLexeme = (name: string) => `=${name}`;
export const tagLexeme = (slug: string) => `#${slug}`;

function marksOf(texts: Record<keyof FieldLengths, string>, tags: readonly string[]) {
  const places = new Map<string, string>();
  const add = (lexeme: string, place: string) => places.set(lexeme, places.has(lexeme) ? `${places.get(lexeme)},${place}` : place);
  fields.forEach((field, at) => {
    for (const name of identifiers(texts[field].slice(0, MAX_CHARACTERS[field]))) {
      add(identifierLexeme(name), `${at + 1}${"ABCD"[at]}`);
    }
  });
  for (const tag of tags) add(tagLexeme(tag), "2B");
  return [...places].map(([lexeme, at]) => `${quoteLexeme(lexeme)}:${at}`).join(" ");
}

/** A lexeme as it stands in a tsvector's text. */
const quoteLexeme = (lexeme: string) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** What one occurrence counts for in each field of this document, its length accounted for (BM25F). */
export function fieldFactors(lengths: FieldLengths, averages: FieldLengths): FieldLengths {
  return mapFields((field) => {
    const penalty = ranking.lengthPenalty[field];
    return ranking.fieldWeights[field] / (1 - penalty + (penalty * lengths[field]) / Math.max(averages[field], 1));
  });
}

/** Averages over documents; a field that few documents have is measured over those. */
export function averageLengths(documents: readonly PreparedDocument[], otherwise: FieldLengths): FieldLengths {
  return mapFields((field) => {
    const given = documents.map(({ lengths }) => lengths[field]).filter((length) => length > 0);
    return given.length === 0 ? otherwise[field] : given.reduce((sum, length) => sum + length, 0) / given.length;
  });
}

const LONGEST_WORD = 40;

/** The distinct words of documents with their languages: what typing errors and prefixes are looked up in. */
export function wordsOf(documents: readonly PreparedDocument[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { words, language } of documents) {
    for (const field of fields) {
      for (const word of words[field].split(" ")) {
        if (word.length > 2 && word.length <= LONGEST_WORD && !found.has(word)) found.set(word, language);
      }
    }
  }
  return found;
}
