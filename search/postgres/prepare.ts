import { documentNumber, type FieldLengths, type SearchDocument } from "../engine.ts";
import { identifiers, plainWords, spelledWords } from "../words.ts";
import { ranking } from "./ranking.ts";

/** A document taken apart: what it is, and its words and names by field. Needs no database. */
export interface PreparedDocument {
  document: number;
  category: number;
  flags: number;
  title: string;
  language: string;
  createdAt: Date;
  words: Record<Field, string[]>;
  /** Lexemes that are no words: names that must be found whole, tags and the author. */
  names: Record<Field, string[]>;
}

export const SOLVED = 1;
export const ANSWER = 2;
/** Of a posting: the lexeme stands in the document's title. */
export const TITLE = 4;
/** The same as SQL; the index posting_title is found by these very words. */
export const IN_TITLE = `flags & ${TITLE} > 0`;

/** Solved, and failed more people than it helped. */
export const CHECK = 8;

export type Field = keyof FieldLengths;
export const fields = ["title", "body", "solution", "replies"] as const satisfies readonly Field[];

/** Of a very long text the beginning is found: a tsvector counts 16,383 positions. */
const MAX_CHARACTERS: FieldLengths = { title: 600, body: 24_000, solution: 12_000, replies: 24_000 };
/** Of logs and listings even less: what matters stands at the top, or is a name. */
const MAX_CODE = 12_000;
/** A row of an index holds no more. */
export const LONGEST_TITLE = 500;
/** Longer ones are noise. */
export const LONGEST_WORD = 40;

/** Takes a document apart. */
export function prepare(document: SearchDocument): PreparedDocument {
  const texts = textsOf(document);
  return {
    document: documentNumber(document),
    category: document.categoryId,
    flags:
      (document.isSolved ? SOLVED : 0) | (document.kind === "answer" ? ANSWER : 0) | (document.needsCheck ? CHECK : 0),
    title: document.title,
    language: document.language,
    createdAt: document.createdAt,
    words: mapFields((field) => wordsIn(texts[field], document.language)),
    names: mapFields((field) => [
      ...identifiers(texts[field]).map(identifierLexeme),
      ...(field === "body" ? belongings(document) : []),
    ]),
  };
}

const belongings = ({ tags, authorId }: SearchDocument) => [
  ...tags.map(tagLexeme),
  ...(authorId > 0 ? [authorLexeme(authorId)] : []),
];

/** Code counts as little as replies: a log holds many words and says little. */
function textsOf({ title, body, tags, solution, replies, code }: SearchDocument): Record<Field, string> {
  const cut = (field: Field, text: string) => text.slice(0, MAX_CHARACTERS[field]);
  return {
    title: cut("title", title),
    body: cut("body", `${tags.join(" ")} ${body}`),
    solution: cut("solution", solution),
    replies: `${cut("replies", replies)} ${code.slice(0, MAX_CODE)}`,
  };
}

function wordsIn(text: string, language: string) {
  const plain = isSpelled(language) ? spelledWords(text) : plainWords(text);
  return plain === "" ? [] : plain.split(" ").filter((word) => word.length <= LONGEST_WORD);
}

/** Whether a language's dictionary reads its own alphabet only, where Serbian's two are one. */
export const isSpelled = (language: string) => language === "russian";

/** The prefix keeps names apart from words: a word's lexeme never begins with it. */
export const identifierLexeme = (name: string) => `=${name}`;
export const tagLexeme = (slug: string) => `#${slug}`;
export const authorLexeme = (account: number) => `@${account}`;
export const isName = (lexeme: string) => /^[=#@]/.test(lexeme);

export const mapFields = <T>(of: (field: Field) => T): Record<Field, T> => ({
  title: of("title"),
  body: of("body"),
  solution: of("solution"),
  replies: of("replies"),
});

const FIRST_DAY = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;
const LAST_DAY = 32_767;

/** The day of a moment as postings have it: counted from the year 2000, in two bytes. */
export const dayOf = (moment: Date): number =>
  Math.max(-LAST_DAY, Math.min(LAST_DAY, Math.floor((moment.getTime() - FIRST_DAY) / DAY)));

/** What one occurrence counts for in each field of a document, its length accounted for (BM25F). */
export function fieldFactors(words: Record<Field, { length: number }>, averages: FieldLengths): FieldLengths {
  return mapFields((field) => {
    const penalty = ranking.lengthPenalty[field];
    return ranking.fieldWeights[field] / (1 - penalty + (penalty * words[field].length) / Math.max(averages[field], 1));
  });
}

/** Averages over documents; a field that few documents have is measured over those. */
export function averageLengths(documents: readonly PreparedDocument[], otherwise: FieldLengths): FieldLengths {
  return mapFields((field) => {
    const given = documents.map(({ words }) => words[field].length).filter((length) => length > 0);
    return given.length === 0 ? otherwise[field] : given.reduce((sum, length) => sum + length, 0) / given.length;
  });
}
